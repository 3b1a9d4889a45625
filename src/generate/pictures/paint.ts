import type { Draws } from '../draws';

/** Red, green and blue, 0 to 1 before lighting and noise. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Returns the colour of a surface at (x, y), in the units of the pattern's period. */
export type Paint = (x: number, y: number) => Colour;

/**
 * Draws a colour with a saturation up to `vividness`, 0 to 1: all hues, and all but the darkest
 * tones.
 */
export function drawColour(vividness: number, draws: Draws): Colour {
  const hue = 6 * draws.unit();
  const saturation = draws.between(0.05, vividness);
  const value = draws.between(0.18, 1);
  const channel = (offset: number) => {
    const position = (hue + offset) % 6;
    const missing = Math.max(0, Math.min(1, position, 4 - position));
    return value * (1 - saturation * missing);
  };
  return [channel(5), channel(3), channel(1)];
}

/** Saturation of objects that stand out. */
export const VIVID = 0.9;

/**
 * Returns the visible difference of two colours, 0 to about 1. Brightness has the largest weight.
 */
export function contrastOf(first: Colour, second: Colour): number {
  const [red, green, blue] = [first[0] - second[0], first[1] - second[1], first[2] - second[2]];
  return Math.sqrt(0.35 * red * red + 0.5 * green * green + 0.15 * blue * blue);
}

/**
 * Draws a vivid colour with a contrast of at least `contrast` to `other`, or after a few attempts
 * the one with the largest contrast.
 */
export function drawContrasting(other: Colour, contrast: number, draws: Draws): Colour {
  let best = drawColour(VIVID, draws);
  for (let attempt = 0; attempt < 12 && contrastOf(best, other) < contrast; attempt++) {
    const next = drawColour(VIVID, draws);
    if (contrastOf(next, other) > contrastOf(best, other)) best = next;
  }
  return best;
}

/** Draws a variation of `colour`: brighter or darker, with a slightly different hue. */
export function drawShade(colour: Colour, spread: number, draws: Draws): Colour {
  const level = spread * draws.between(0.5, 1) * (draws.chance(0.5) ? 1 : -1);
  const shade = (channel: number) =>
    Math.max(0, Math.min(1, channel + level + 0.5 * spread * draws.between(-1, 1)));
  return [shade(colour[0]), shade(colour[1]), shade(colour[2])];
}

export function mix(first: Colour, second: Colour, share: number): Colour {
  const rest = 1 - share;
  return [
    first[0] * rest + second[0] * share,
    first[1] * rest + second[1] * share,
    first[2] * rest + second[2] * share,
  ];
}

/**
 * Draws a paint of `colour` and `other`: plain, a gradient, stripes, dots or checks. Periods are
 * near `period`.
 */
export function drawPaint(colour: Colour, other: Colour, period: number, draws: Draws): Paint {
  const length = period * draws.between(0.75, 1.5);
  // Direction of the pattern by the rational parametrisation of the circle.
  const t = draws.between(-1, 1);
  const [cosine, sine] = [(1 - t * t) / (1 + t * t), (2 * t) / (1 + t * t)];
  const phase = draws.unit();
  const along = (x: number, y: number) => (cosine * x + sine * y) / length + phase;
  const across = (x: number, y: number) => (cosine * y - sine * x) / length + phase;
  switch (draws.below(5)) {
    case 0:
      return () => colour;
    case 1:
      return (x, y) => mix(colour, other, wave(0.35 * along(x, y)));
    case 2:
      return (x, y) => mix(colour, other, step(wave(along(x, y)) - 0.5));
    case 3:
      return (x, y) => {
        const [u, v] = [wave(along(x, y)), wave(across(x, y))];
        return mix(colour, other, step(0.3 - u * u - v * v));
      };
    default:
      return (x, y) => {
        const [u, v] = [wave(along(x, y)) - 0.5, wave(across(x, y)) - 0.5];
        return mix(colour, other, step(3 * u * v));
      };
  }
}

/** Triangle wave of period 1 between 0 and 1. */
function wave(position: number): number {
  const part = position - Math.floor(position);
  return part < 0.5 ? 2 * part : 2 - 2 * part;
}

/** Smooth step at 0. */
function step(value: number): number {
  const t = 0.5 + 3 * value;
  return Math.max(0, Math.min(1, t));
}
