/** Path of a pen, in any unit. */
export type Stroke = readonly (readonly [x: number, y: number])[];

/** Rows and columns of a picture of a digit. */
export const DIGIT_SIZE = 28;
/** Larger side of a digit as a share of the picture: the middle of that of the embedded digits. */
const SHARE = 0.65;
/** Radius of the pen in pixels: the middle of that of the embedded digits. */
const RADIUS = 1.2;

/**
 * Draws strokes as the embedded digits are drawn: scaled so that the larger side fills 65 % of the
 * picture, centred, with a soft pen [28 · 28], 0 for paper and 255 for ink. All 0 without strokes.
 */
export function rasterizeStrokes(strokes: readonly Stroke[]): Uint8Array {
  const pixels = new Uint8Array(DIGIT_SIZE * DIGIT_SIZE);
  const points = strokes.flat();
  if (points.length === 0) return pixels;
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const larger = Math.max(right - left, bottom - top);
  // A dot has no size to fill the picture with.
  const scale = larger === 0 ? 0 : (SHARE * DIGIT_SIZE) / larger;
  const centre = (DIGIT_SIZE - 1) / 2;
  const placed = strokes.map((stroke) =>
    stroke.map(([x, y]): readonly [number, number] => [
      centre + scale * (x - (left + right) / 2),
      centre + scale * (y - (top + bottom) / 2),
    ]),
  );
  for (let row = 0; row < DIGIT_SIZE; row++) {
    for (let column = 0; column < DIGIT_SIZE; column++) {
      const distance = Math.min(...placed.map((stroke) => distanceTo(stroke, column, row)));
      const ink = Math.min(1, Math.max(0, RADIUS + 0.5 - distance));
      pixels[row * DIGIT_SIZE + column] = Math.round(255 * ink);
    }
  }
  return pixels;
}

/** Returns the distance of a point from a path. */
function distanceTo(stroke: Stroke, x: number, y: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const [index, [x1, y1]] of stroke.entries()) {
    const [x0, y0] = stroke[index - 1] ?? [x1, y1];
    const [dx, dy] = [x1 - x0, y1 - y0];
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length));
    nearest = Math.min(nearest, Math.hypot(x - x0 - along * dx, y - y0 - along * dy));
  }
  return nearest;
}
