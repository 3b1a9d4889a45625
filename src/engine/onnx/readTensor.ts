import { PbfReader } from 'pbf';
import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import { readPart } from './blobReader';
import type { OnnxTensor } from './onnxModel';
import { isSmallFloat, widen } from './smallFloats';
import { numVarints, rawBytes, TENSOR_TYPES, type TensorType } from './tensorTypes';

/** Values of a tensor in the order of the file. Complex ones are pairs of numbers. */
export type TensorValues =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/**
 * Reads the values of a tensor, each as it is stored: floats of 8 and 16 bits as float32, integers
 * of 4 bits and booleans as bytes. Each call reads them again; the caller owns them. Throws
 * AssetError.
 */
export async function readTensor(tensor: OnnxTensor): Promise<TensorValues> {
  const { type, fileName, parts } = tensor;
  const [first = new Blob()] = parts;
  const bytes = await readPart(fileName, parts.length > 1 ? new Blob([...parts]) : first);
  return valuesOf(
    type,
    tensor.isVarints ? unpackVarints(tensor, bytes) : bytes.buffer,
    product(tensor.shape),
  );
}

/** Returns the little-endian values of a tensor that is stored as varints. */
function unpackVarints(tensor: OnnxTensor, bytes: Uint8Array): ArrayBuffer {
  const { name, type, shape, fileName } = tensor;
  const wanted = numVarints(type, shape);
  const found = bytes.reduce((count, byte) => count + (byte < 0x80 ? 1 : 0), 0);
  if (found !== wanted || bytes.at(-1)! >= 0x80) {
    throw new AssetError(fileName, t`Tensor ${name} has ${found} stored numbers: expected ${wanted}`);
  }
  const { bits } = TENSOR_TYPES[type];
  const wordBytes = Math.max(1, bits / 8);
  const words = new DataView(new ArrayBuffer(wanted * wordBytes));
  const [least, most] = rangeOf(type);
  const pbf = new PbfReader(bytes);
  for (let index = 0; index < wanted; index++) {
    const start = pbf.pos;
    let value: number | bigint = Number.NaN;
    try {
      value = pbf.readVarint(least < 0);
      if (!Number.isSafeInteger(value)) value = wideVarint(bytes.subarray(start, pbf.pos), least < 0);
    } catch {
      // pbf's error for more than 10 bytes: NaN is out of range.
    }
    if (!(value >= least && value < most)) {
      throw new AssetError(
        fileName,
        t`Tensor ${name} has the stored number ${String(value)} at index ${index}: expected ${type}`,
      );
    }
    const at = index * wordBytes;
    if (bits === 64) words.setBigInt64(at, BigInt.asIntN(64, BigInt(value)), true);
    else if (bits === 32) words.setInt32(at, Number(value), true);
    else if (bits === 16) words.setInt16(at, Number(value), true);
    else words.setInt8(at, Number(value));
  }
  return words.buffer;
}

/** Returns a varint that a number does not hold exactly. */
function wideVarint(bytes: Uint8Array, isSigned: boolean): bigint {
  const value = bytes.reduceRight((sum, byte) => (sum << 7n) | BigInt(byte & 0x7f), 0n);
  return isSigned ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value);
}

/** Returns the smallest stored number and the first one that is too large. */
function rangeOf(type: TensorType): readonly [number, number] {
  const { bits } = TENSOR_TYPES[type];
  // Two values in a byte, which writers take for signed or not.
  if (bits === 4) return [-128, 256];
  return type.startsWith('int') ? [-(2 ** (bits - 1)), 2 ** (bits - 1)] : [0, 2 ** bits];
}

function valuesOf(type: TensorType, buffer: ArrayBuffer, numValues: number): TensorValues {
  if (buffer.byteLength !== rawBytes(type, numValues)) throw new TypeError(`Cannot read ${type}: wrong size`);
  if (isSmallFloat(type)) {
    const words = TENSOR_TYPES[type].bits === 8 ? new Uint8Array(buffer) : new Uint16Array(buffer);
    return widen(type, words);
  }
  switch (type) {
    case 'float32':
    case 'complex64':
      return new Float32Array(buffer);
    case 'float64':
    case 'complex128':
      return new Float64Array(buffer);
    case 'int8':
      return new Int8Array(buffer);
    case 'uint8':
    case 'bool':
      return new Uint8Array(buffer);
    case 'int16':
      return new Int16Array(buffer);
    case 'uint16':
      return new Uint16Array(buffer);
    case 'int32':
      return new Int32Array(buffer);
    case 'uint32':
      return new Uint32Array(buffer);
    case 'int64':
      return new BigInt64Array(buffer);
    case 'uint64':
      return new BigUint64Array(buffer);
    case 'uint4':
      return Uint8Array.from({ length: numValues }, nibbleOf(new Uint8Array(buffer)));
    case 'int4': {
      const nibble = nibbleOf(new Uint8Array(buffer));
      return Int8Array.from({ length: numValues }, (_, index) => (nibble(_, index) << 28) >> 28);
    }
    default:
      return type satisfies never;
  }
}

/** Returns a function for the value at an index. The first value of a byte is its low half. */
function nibbleOf(bytes: Uint8Array): (_: unknown, index: number) => number {
  return (_, index) => (bytes[index >> 1]! >> (4 * (index % 2))) & 0xf;
}
