import { PbfReader } from 'pbf';
import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import { readPart } from '../source/blobReader';
import type { SourceTensor } from '../source/sourceModel';
import { numVarints, TENSOR_TYPES, type TensorType } from '../source/tensorTypes';
import { type TensorValues, valuesOf } from '../source/tensorValues';

/** Place and form of a tensor's values in an ONNX file. */
export interface StoredParts extends Omit<SourceTensor, 'read'> {
  /** True for protobuf's varints, false for little-endian values. */
  readonly isVarints: boolean;
  /** Stored values, one part after the other. */
  readonly parts: readonly Blob[];
}

/** Reads the values of a tensor. Throws AssetError. */
export async function readTensor(tensor: StoredParts): Promise<TensorValues> {
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
function unpackVarints(tensor: StoredParts, bytes: Uint8Array): ArrayBuffer {
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
