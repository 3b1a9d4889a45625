import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import { readPart } from '../source/blobReader';
import { widen } from '../source/smallFloats';
import { MAX_HELD_BYTES, type SampleValues } from './rawSamples';

/** Number types of stored arrays, with bytes. */
export const TYPE_BYTES = {
  bool: 1,
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  uint64: 8,
  int64: 8,
  float16: 2,
  float32: 4,
  float64: 8,
} as const;

export type ArrayType = keyof typeof TYPE_BYTES;

/** An array of numbers in a file, whose values are read on demand. */
export interface StoredArray {
  /** Name in messages: of the file, or of the file and the array inside. */
  readonly name: string;
  /** At least one dimension, each at least 1. */
  readonly shape: readonly number[];
  readonly type: ArrayType;
  readonly isLittleEndian: boolean;
  /** True if the first index changes fastest (Fortran), false if the last one does (C). */
  readonly isFortran: boolean;
  /** The values alone, of exactly the size that shape and type give. */
  readonly content: Blob;
}

const isLittleEndianMachine = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Reads the entries `first` to before `end` of an array along its first dimension, in row-major
 * order. Integers of 64 bits become float64, floats of 16 bits float32, and booleans 0 and 1.
 * Throws AssetError for integers that float64 does not hold, for booleans other than 0 and 1, and
 * for a Fortran array too large to be held, because its entries are spread over the whole file.
 */
export async function readRows(array: StoredArray, first: number, end: number): Promise<SampleValues> {
  const { name, shape, type, content, isFortran } = array;
  const rowBytes = product(shape.slice(1)) * TYPE_BYTES[type];
  const bytes =
    isFortran && shape.length > 1
      ? await gatherRows(array, first, end)
      : await readPart(name, content.slice(first * rowBytes, end * rowBytes));
  if (array.isLittleEndian !== isLittleEndianMachine) swapBytes(bytes, TYPE_BYTES[type]);
  return decode(array, bytes.buffer, first * product(shape.slice(1)));
}

/** Returns the bytes of entries of a Fortran array in row-major order. */
async function gatherRows(
  { name, shape, type, content }: StoredArray,
  first: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (content.size > MAX_HELD_BYTES) {
    throw new AssetError(
      name,
      t`The array has ${content.size} bytes in Fortran order: expected at most ${MAX_HELD_BYTES}, or C order`,
    );
  }
  const whole = await readPart(name, content);
  const valueBytes = TYPE_BYTES[type];
  const offsets = fortranOffsets(shape);
  const rows = new Uint8Array((end - first) * offsets.length * valueBytes);
  let target = 0;
  for (let row = first; row < end; row++) {
    for (const offset of offsets) {
      const source = (offset + row) * valueBytes;
      for (let byte = 0; byte < valueBytes; byte++) rows[target++] = whole[source + byte]!;
    }
  }
  return rows;
}

/** Returns the places in a Fortran array of the values of entry 0, in row-major order. */
function fortranOffsets(shape: readonly number[]): Float64Array {
  let offsets = Float64Array.of(0);
  let stride = shape[0]!;
  for (const length of shape.slice(1)) {
    const next = new Float64Array(offsets.length * length);
    offsets.forEach((offset, at) => {
      for (let index = 0; index < length; index++) next[at * length + index] = offset + index * stride;
    });
    offsets = next;
    stride *= length;
  }
  return offsets;
}

function swapBytes(bytes: Uint8Array, valueBytes: number): void {
  for (let start = 0; start < bytes.length; start += valueBytes) {
    bytes.subarray(start, start + valueBytes).reverse();
  }
}

function decode({ name, type }: StoredArray, buffer: ArrayBuffer, firstIndex: number): SampleValues {
  switch (type) {
    case 'uint8':
      return new Uint8Array(buffer);
    case 'int8':
      return new Int8Array(buffer);
    case 'uint16':
      return new Uint16Array(buffer);
    case 'int16':
      return new Int16Array(buffer);
    case 'uint32':
      return new Uint32Array(buffer);
    case 'int32':
      return new Int32Array(buffer);
    case 'float32':
      return new Float32Array(buffer);
    case 'float64':
      return new Float64Array(buffer);
    case 'float16':
      return widen('float16', new Uint16Array(buffer));
    case 'bool':
      return checkBooleans(new Uint8Array(buffer), name, firstIndex);
    case 'int64':
      return toDoubles(new BigInt64Array(buffer), name, firstIndex);
    case 'uint64':
      return toDoubles(new BigUint64Array(buffer), name, firstIndex);
    default:
      return type satisfies never;
  }
}

function checkBooleans(bytes: Uint8Array, name: string, firstIndex: number): Uint8Array {
  const wrong = bytes.findIndex((byte) => byte > 1);
  if (wrong < 0) return bytes;
  throw new AssetError(
    name,
    t`Value ${firstIndex + wrong} of the booleans is ${bytes[wrong]!}: expected 0 or 1`,
  );
}

function toDoubles(values: BigInt64Array | BigUint64Array, name: string, firstIndex: number): Float64Array {
  const doubles = new Float64Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = Number(values[index]!);
    if (!Number.isSafeInteger(value)) {
      throw new AssetError(
        name,
        t`Value ${firstIndex + index} is ${String(values[index]!)}: expected at most ${Number.MAX_SAFE_INTEGER} in size`,
      );
    }
    doubles[index] = value;
  }
  return doubles;
}
