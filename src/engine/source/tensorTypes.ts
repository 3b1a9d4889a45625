import { product } from '../../core/network/network';

/** Number types of tensors, by the names of onnx.proto, with bits. */
export type TensorType =
  | 'float32'
  | 'uint8'
  | 'int8'
  | 'uint16'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'bool'
  | 'float16'
  | 'float64'
  | 'uint32'
  | 'uint64'
  | 'complex64'
  | 'complex128'
  | 'bfloat16'
  | 'float8e4m3fn'
  | 'float8e4m3fnuz'
  | 'float8e5m2'
  | 'float8e5m2fnuz'
  | 'uint4'
  | 'int4';

/** Field of TensorProto that holds the values if they are not raw bytes. */
type DataField = 'float_data' | 'int32_data' | 'int64_data' | 'double_data' | 'uint64_data';

interface TypeLayout {
  /** Number in TensorProto.DataType. */
  readonly number: number;
  /** Bits of a value. */
  readonly bits: number;
  readonly field: DataField;
}

/** Layout of each type. Strings are missing; FLOAT4E2M1 and later types need IR version 11. */
export const TENSOR_TYPES: Readonly<Record<TensorType, TypeLayout>> = {
  float32: { number: 1, bits: 32, field: 'float_data' },
  uint8: { number: 2, bits: 8, field: 'int32_data' },
  int8: { number: 3, bits: 8, field: 'int32_data' },
  uint16: { number: 4, bits: 16, field: 'int32_data' },
  int16: { number: 5, bits: 16, field: 'int32_data' },
  int32: { number: 6, bits: 32, field: 'int32_data' },
  int64: { number: 7, bits: 64, field: 'int64_data' },
  bool: { number: 9, bits: 8, field: 'int32_data' },
  float16: { number: 10, bits: 16, field: 'int32_data' },
  float64: { number: 11, bits: 64, field: 'double_data' },
  uint32: { number: 12, bits: 32, field: 'uint64_data' },
  uint64: { number: 13, bits: 64, field: 'uint64_data' },
  complex64: { number: 14, bits: 64, field: 'float_data' },
  complex128: { number: 15, bits: 128, field: 'double_data' },
  bfloat16: { number: 16, bits: 16, field: 'int32_data' },
  float8e4m3fn: { number: 17, bits: 8, field: 'int32_data' },
  float8e4m3fnuz: { number: 18, bits: 8, field: 'int32_data' },
  float8e5m2: { number: 19, bits: 8, field: 'int32_data' },
  float8e5m2fnuz: { number: 20, bits: 8, field: 'int32_data' },
  uint4: { number: 21, bits: 4, field: 'int32_data' },
  int4: { number: 22, bits: 4, field: 'int32_data' },
};

/** Returns the type of a number in TensorProto.DataType. Undefined for strings and later types. */
export function typeOfNumber(number: number | undefined): TensorType | undefined {
  const found = Object.entries(TENSOR_TYPES).find(([, layout]) => layout.number === number);
  return found?.[0] as TensorType | undefined;
}

/**
 * Returns the raw bytes of `numValues` values. Two values of 4 bits share a byte; the last byte may
 * hold one.
 */
export function rawBytes(type: TensorType, numValues: number): number {
  return Math.ceil((numValues * TENSOR_TYPES[type].bits) / 8);
}

/** Returns the number of varints that hold a tensor. One holds two values of 4 bits. */
export function numVarints(type: TensorType, shape: readonly number[]): number {
  const numValues = product(shape);
  return TENSOR_TYPES[type].bits === 4 ? Math.ceil(numValues / 2) : numValues;
}
