import { AssetError } from '../../core/errors';
import { MAX_IMAGES } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import { shapeText } from '../../core/network/shapeText';
import { MAX_HELD_BYTES, type SampleValues } from './rawSamples';
import { readRows, type StoredArray, TYPE_BYTES } from './storedArray';

const MAX_LABEL = 2 ** 31 - 1;
const MAX_SHOWN = 6;

/**
 * Reads the labels of an array [samples], [samples, 1] or, in one-hot rows, [samples, classes].
 * Throws AssetError naming the first label that is not a whole number from 0, or the first row that
 * is not one 1 among zeros.
 */
export async function readLabels(array: StoredArray): Promise<Int32Array> {
  const { name, shape, type } = array;
  const [numSamples = 0, ...inner] = shape;
  const width = product(inner);
  if (numSamples > MAX_IMAGES || numSamples * width * TYPE_BYTES[type] > MAX_HELD_BYTES) {
    throw new AssetError(
      name,
      t`The labels have the shape ${shapeText(shape)}: expected at most ${MAX_IMAGES} labels of at most ${MAX_HELD_BYTES} bytes`,
    );
  }
  if (inner.filter((length) => length !== 1).length > 1) {
    throw new AssetError(
      name,
      t`The labels have the shape ${shapeText(shape)}: expected one label for each sample, or one row of classes`,
    );
  }
  const values = await readRows(array, 0, numSamples);
  return width === 1
    ? Int32Array.from(values, (value, index) => checkLabel(value, index, name))
    : Int32Array.from({ length: numSamples }, (_, row) =>
        placeOfOne(values.subarray(row * width, (row + 1) * width), row, name),
      );
}

function checkLabel(value: number, index: number, name: string): number {
  if (Number.isInteger(value) && value >= 0 && value <= MAX_LABEL) return value;
  throw new AssetError(name, t`Label ${index} is ${value}: expected a whole number from 0 to ${MAX_LABEL}`);
}

function placeOfOne(row: SampleValues, index: number, name: string): number {
  const place = row.indexOf(1);
  if (place >= 0 && row.every((value, at) => value === (at === place ? 1 : 0))) return place;
  const shown = Array.from(row.subarray(0, MAX_SHOWN)).join(', ') + (row.length > MAX_SHOWN ? ', …' : '');
  throw new AssetError(
    name,
    t`Row ${index} of the labels is ${shown}: expected one label, or a 1 among zeros`,
  );
}
