import { isSmallFloat, widen } from './smallFloats';
import { rawBytes, TENSOR_TYPES, type TensorType } from './tensorTypes';

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
 * Returns little-endian values of a type, each as it is stored: floats of 8 and 16 bits as float32,
 * integers of 4 bits and booleans as bytes.
 */
export function valuesOf(type: TensorType, buffer: ArrayBuffer, numValues: number): TensorValues {
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
