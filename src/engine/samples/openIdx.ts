import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import { shapeText } from '../../core/network/shapeText';
import { readPart } from '../source/blobReader';

import { type ArrayType, type StoredArray, TYPE_BYTES } from './storedArray';

/** Number types by the third byte of a file (yann.lecun.com/exdb/mnist). */
const TYPES: Readonly<Record<number, ArrayType>> = {
  8: 'uint8',
  9: 'int8',
  11: 'int16',
  12: 'int32',
  13: 'float32',
  14: 'float64',
};
const MAX_DIMENSIONS = 8;

/** Returns true for the first bytes of an IDX file of any type and number of dimensions. */
export function isIdx([first, second, type, numDimensions]: Uint8Array): boolean {
  const isCount = numDimensions !== undefined && numDimensions >= 1 && numDimensions <= MAX_DIMENSIONS;
  return first === 0 && second === 0 && TYPES[type ?? 0] !== undefined && isCount;
}

/**
 * Opens an IDX file of any number type and shape, which is not gzipped. Values stay in the file.
 * Throws AssetError for a file of another size than its header says.
 */
export async function openIdx({ name, blob }: AssetFile): Promise<StoredArray> {
  const start = await readPart(name, blob.slice(0, 4 + 4 * MAX_DIMENSIONS));
  const type = TYPES[start[2] ?? 0];
  if (!isIdx(start) || type === undefined) throw new TypeError(`Cannot open ${name}: expected an IDX file`);
  const offset = 4 + 4 * start[3]!;
  if (start.length < offset) {
    throw new AssetError(
      name,
      t`The file is cut short at ${start.length} bytes: expected a header of ${offset} bytes`,
    );
  }
  const view = new DataView(start.buffer);
  const shape = Array.from({ length: start[3]! }, (_, index) => view.getUint32(4 + 4 * index));
  const wanted = offset + product(shape) * TYPE_BYTES[type];
  if (shape.includes(0) || !Number.isSafeInteger(wanted)) {
    throw new AssetError(name, t`The array has the shape ${shapeText(shape)}: expected 1 or more of each`);
  }
  const array = `${type} ${shapeText(shape)}`;
  if (blob.size !== wanted) {
    throw new AssetError(
      name,
      blob.size < wanted
        ? t`The file is cut short with ${blob.size} bytes: expected ${wanted} for ${array}`
        : t`The file has trailing bytes with ${blob.size} bytes: expected ${wanted} for ${array}`,
    );
  }
  return { name, shape, type, isLittleEndian: false, isFortran: false, content: blob.slice(offset) };
}
