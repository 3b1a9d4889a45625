/** Rounds a position to 0.1 pixels, which keeps the figures in the HTML small. */
export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
