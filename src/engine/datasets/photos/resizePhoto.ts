import type { Photo } from './decodePhoto';

/**
 * Sizes in pixels: a picture is scaled to `width` x `height`, then its central `side` x `side` is
 * kept.
 */
interface PhotoSize {
  readonly width: number;
  readonly height: number;
  readonly side: number;
}

/**
 * Returns the size at which the shorter side of a photo is `shorter` pixels, as in Keras's examples
 * for ImageNet.
 */
export function scaledToShorterSide({ width, height }: Photo, shorter: number, side: number): PhotoSize {
  const scale = shorter / Math.min(width, height);
  return {
    width: Math.max(shorter, Math.round(width * scale)),
    height: Math.max(shorter, Math.round(height * scale)),
    side,
  };
}

/**
 * Scales a photo and crops its centre: [side · side · 3].
 *
 * Bilinear with half-pixel centres. When a picture shrinks, the triangle filter is widened, so that
 * every pixel of the photo counts (Pillow's BILINEAR, not OpenCV's INTER_LINEAR). Sums use only +,
 * -, x and / of 64-bit floats and are rounded once at the end, so every JavaScript engine gives the
 * same bytes.
 */
export function resizePhoto(photo: Photo, { width, height, side }: PhotoSize): Uint8Array {
  const columns = tapsOf(photo.width, width, side);
  const rows = tapsOf(photo.height, height, side);
  const firstRow = rows[0]!.first;
  const lastTaps = rows.at(-1)!;
  const numRows = lastTaps.first + lastTaps.weights.length - firstRow;
  const across = new Float64Array(numRows * side * 3);
  for (let row = 0; row < numRows; row++) {
    const start = (firstRow + row) * photo.width;
    for (const [column, { first, weights }] of columns.entries()) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let tap = 0; tap < weights.length; tap++) {
        const weight = weights[tap]!;
        const at = (start + first + tap) * 3;
        red += weight * photo.pixels[at]!;
        green += weight * photo.pixels[at + 1]!;
        blue += weight * photo.pixels[at + 2]!;
      }
      const at = (row * side + column) * 3;
      across[at] = red;
      across[at + 1] = green;
      across[at + 2] = blue;
    }
  }
  const pixels = new Uint8Array(side * side * 3);
  const rowValues = side * 3;
  for (const [row, { first, weights }] of rows.entries()) {
    for (let value = 0; value < rowValues; value++) {
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap++)
        sum += weights[tap]! * across[(first - firstRow + tap) * rowValues + value]!;
      pixels[row * rowValues + value] = Math.floor(sum + 0.5);
    }
  }
  return pixels;
}

/** Input pixels of one output pixel and their weights, which sum to 1. */
interface Taps {
  readonly first: number;
  readonly weights: Float64Array;
}

/**
 * Computes the taps of the central `kept` pixels of a line that is scaled from `from` to `to`
 * pixels.
 */
function tapsOf(from: number, to: number, kept: number): Taps[] {
  const scale = from / to;
  const reach = Math.max(1, scale);
  const offset = Math.floor((to - kept) / 2);
  return Array.from({ length: kept }, (_, index) => {
    const centre = (index + offset + 0.5) * scale;
    const first = Math.max(0, Math.floor(centre - reach + 0.5));
    const end = Math.min(from, Math.floor(centre + reach + 0.5));
    const weights = new Float64Array(Math.max(1, end - first));
    let sum = 0;
    for (let tap = 0; tap < weights.length; tap++) {
      const distance = Math.abs(first + tap + 0.5 - centre) / reach;
      weights[tap] = Math.max(0, 1 - distance);
      sum += weights[tap]!;
    }
    for (let tap = 0; tap < weights.length; tap++) weights[tap] = weights[tap]! / sum;
    return { first, weights };
  });
}
