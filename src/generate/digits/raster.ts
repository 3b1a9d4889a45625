/**
 * Path of a pen in pixels: position, pen radius and ink of each sample [numSamples]. Ink is 0 to 1.
 */
export interface InkStroke {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly radii: Float64Array;
  readonly inks: Float64Array;
}

/**
 * Draws strokes onto a square of `size`² floats in [0, 1], row by row. Where strokes cross, the
 * darker one is kept. `softness` is the width in pixels over which the edge of a stroke fades.
 */
export function rasterize(strokes: readonly InkStroke[], size: number, softness: number): Float64Array {
  const paper = new Float64Array(size * size);
  for (const stroke of strokes) {
    for (let sample = 0; sample + 1 < stroke.xs.length; sample++)
      drawSegment(paper, size, stroke, sample, softness);
  }
  return paper;
}

function drawSegment(
  paper: Float64Array,
  size: number,
  stroke: InkStroke,
  sample: number,
  softness: number,
): void {
  const x0 = stroke.xs[sample]!;
  const y0 = stroke.ys[sample]!;
  const dx = stroke.xs[sample + 1]! - x0;
  const dy = stroke.ys[sample + 1]! - y0;
  const r0 = stroke.radii[sample]!;
  const dr = stroke.radii[sample + 1]! - r0;
  const ink0 = stroke.inks[sample]!;
  const dInk = stroke.inks[sample + 1]! - ink0;
  const reach = Math.max(r0, r0 + dr) + softness;
  const left = Math.max(0, Math.ceil(Math.min(x0, x0 + dx) - reach));
  const right = Math.min(size - 1, Math.floor(Math.max(x0, x0 + dx) + reach));
  const top = Math.max(0, Math.ceil(Math.min(y0, y0 + dy) - reach));
  const bottom = Math.min(size - 1, Math.floor(Math.max(y0, y0 + dy) + reach));
  const squaredLength = dx * dx + dy * dy;
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const projection = squaredLength > 0 ? ((column - x0) * dx + (row - y0) * dy) / squaredLength : 0;
      const t = Math.max(0, Math.min(1, projection));
      const offX = column - x0 - t * dx;
      const offY = row - y0 - t * dy;
      const inside = (r0 + t * dr - Math.sqrt(offX * offX + offY * offY)) / softness + 0.5;
      if (inside <= 0) continue;
      const value = Math.min(1, inside) * (ink0 + t * dInk);
      const pixel = row * size + column;
      if (value > paper[pixel]!) paper[pixel] = value;
    }
  }
}
