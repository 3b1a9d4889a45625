/** Colour as drawing programs read it. */
interface DrawnColor {
  /** `#rrggbb`, or `none`. */
  readonly hex: string;
  /** Opacity in [0, 1]. */
  readonly alpha: number;
}

const known = new Map<string, DrawnColor>();

/**
 * Converts a computed CSS colour. Mixtures, which browsers write as `oklab(…)` or `color(…)`, are
 * read from a pixel drawn with them.
 */
export function drawnColor(css: string): DrawnColor {
  const color = known.get(css) ?? convert(css);
  known.set(css, color);
  return color;
}

function convert(css: string): DrawnColor {
  if (css === 'none' || css === 'transparent') return { hex: 'none', alpha: 1 };
  const rgb = /^rgba?\((\d+),? (\d+),? (\d+)(?:(?:,| \/) ([\d.]+))?\)$/.exec(css);
  const [red, green, blue, alpha] =
    rgb === null ? pixel(css) : [rgb[1], rgb[2], rgb[3], rgb[4] ?? 1].map(Number);
  if (alpha === 0) return { hex: 'none', alpha: 1 };
  const hex = [red, green, blue].map((part) => part!.toString(16).padStart(2, '0')).join('');
  return { hex: `#${hex}`, alpha: alpha! };
}

function pixel(css: string): readonly number[] {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = css;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  return [red!, green!, blue!, alpha! / 255];
}
