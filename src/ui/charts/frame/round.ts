/** A place in pixels to a tenth: half pixels are plenty, and short numbers keep figures small in the HTML. */
export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
