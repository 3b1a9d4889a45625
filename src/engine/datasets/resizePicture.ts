import type { PictureSize } from '../../core/samples/preprocessing';

/** Row-major values [height · width · channels] of a picture. */
interface ScalablePicture<Values> extends PictureSize {
  readonly channels: number;
  readonly values: Values;
}

/** Arrays of numbers in which a scaled picture is stored. */
type Values =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/**
 * Scales a picture to `size` and keeps its centre of size `kept`: [kept.height · kept.width ·
 * channels], in the number type of the picture. Integers are rounded half up.
 *
 * Bilinear with half-pixel centres. When a picture shrinks, the triangle filter is widened, so that
 * every pixel counts (Pillow's BILINEAR, not OpenCV's INTER_LINEAR). Sums use only +, -, x and / of
 * 64-bit floats and are rounded once at the end, so every JavaScript engine gives the same values.
 */
export function resizePicture<V extends Values>(
  picture: ScalablePicture<V>,
  size: PictureSize,
  kept: PictureSize,
): V {
  const { channels, values } = picture;
  const columns = tapsOf(picture.width, size.width, kept.width);
  const rows = tapsOf(picture.height, size.height, kept.height);
  const firstRow = rows[0]!.first;
  const lastTaps = rows.at(-1)!;
  const numRows = lastTaps.first + lastTaps.weights.length - firstRow;
  const rowValues = kept.width * channels;
  const across = new Float64Array(numRows * rowValues);
  for (let row = 0; row < numRows; row++) {
    const start = (firstRow + row) * picture.width;
    let at = row * rowValues;
    for (const { first, weights } of columns) {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        let from = (start + first) * channels + channel;
        for (let tap = 0; tap < weights.length; tap++) {
          sum += weights[tap]! * values[from]!;
          from += channels;
        }
        across[at++] = sum;
      }
    }
  }
  const half = isFloat(values) ? 0 : 0.5;
  const scaled = new (values.constructor as new (length: number) => V)(kept.height * rowValues);
  for (const [row, { first, weights }] of rows.entries()) {
    for (let value = 0; value < rowValues; value++) {
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap++)
        sum += weights[tap]! * across[(first - firstRow + tap) * rowValues + value]!;
      scaled[row * rowValues + value] = half === 0 ? sum : Math.floor(sum + half);
    }
  }
  return scaled;
}

function isFloat(values: Values): boolean {
  return values instanceof Float32Array || values instanceof Float64Array;
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
function tapsOf(from: number, to: number, kept: number): readonly Taps[] {
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
