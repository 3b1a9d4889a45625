import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import type { TensorPart } from '../../core/network/network';
import type { ValueType } from '../../core/network/operators';
import type { SourceTensor } from '../source/sourceModel';
import type { TensorType } from '../source/tensorTypes';
import type { TensorValues } from '../source/tensorValues';

/** Values in the order of the file: floats of all types as float32, whole numbers as int32. */
export type FileValues = Float32Array | Int32Array;

/** A tensor of the file, or one that was computed from the file's when it was opened. */
export interface StoredValues {
  /** Name in the file. */
  readonly name: string;
  /** Name of the tensor whose words these are. Undefined: `name`. */
  readonly source?: string;
  /** Lengths in the file. */
  readonly shape: readonly number[];
  readonly type: ValueType;
  /**
   * True for floats that training may have set: those of the file, and those that were computed
   * from them.
   */
  readonly isTrained: boolean;
  /** How the values are computed from those of the file. Undefined: they are the file's. */
  readonly note?: string;
  /**
   * Origin of floats that were computed, and of whole numbers that came from inexact ones.
   * Undefined: the values are the file's, or exact.
   */
  readonly recipe?: Recipe;
  /** Values that were read when the file was opened. */
  readonly numbers?: FileValues;
  /** Reads the values. Each call reads them again; the caller owns them. */
  readonly read: () => Promise<FileValues>;
}

/** Stored values as an operation reads them. */
export interface StoredView {
  readonly stored: StoredValues;
  /** Part of the stored tensor that is read. Undefined: all. */
  readonly part?: TensorPart;
  /** All axes of the stored tensor in the order of `dims`, before the values get these lengths. */
  readonly permutation: readonly number[];
  readonly dims: readonly number[];
}

/** How values were computed from others when the file was opened. */
export interface Recipe {
  /** Operation with its settings, as JSON. */
  readonly operation: string;
  /** Null: an input that is left out. */
  readonly inputs: readonly (StoredView | null)[];
  /** True if every browser computes the same bits. */
  readonly isExact: boolean;
}

const INT32 = { min: -(2 ** 31), max: 2 ** 31 - 1 };
/** From here on a whole number of 64 bits stands for "as far as possible". */
const FAR = 2n ** 62n;

/** Returns the type of a file's values as the engine computes with them. Null: it has none. */
export function valueTypeOf(type: TensorType): ValueType | null {
  if (type.startsWith('complex')) return null;
  if (type === 'bool') return 'bool';
  return /^u?int/.test(type) ? 'int32' : 'float32';
}

/** Returns a tensor of the file. Its values stay there. Throws AssetError for complex numbers. */
export function fileValues(tensor: SourceTensor): StoredValues {
  const type = valueTypeOf(tensor.type);
  if (type === null)
    throw new AssetError(
      tensor.fileName,
      t`Tensor ${tensor.name} has type ${tensor.type}: expected real numbers`,
    );
  const read = async () => toFileValues(await tensor.read(), type, tensor);
  const isTrained = type === 'float32' && tensor.isMade !== true;
  return { name: tensor.name, shape: tensor.shape, type, isTrained, read };
}

/** Returns a tensor that was computed when the file was opened. */
export function computedValues(
  name: string,
  shape: readonly number[],
  type: ValueType,
  numbers: FileValues,
  isTrained: boolean,
): StoredValues {
  return { name, shape, type, isTrained, numbers, read: () => Promise.resolve(numbers.slice()) };
}

function toFileValues(values: TensorValues, type: ValueType, { fileName, name }: SourceTensor): FileValues {
  if (type === 'float32')
    return values instanceof Float32Array ? values : Float32Array.from(values as Float64Array);
  const numbers = new Int32Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    const number = typeof value === 'bigint' ? nearNumber(value) : value;
    if (number < INT32.min || number > INT32.max) {
      throw new AssetError(
        fileName,
        t`Tensor ${name} has the number ${String(value)} at index ${index}: expected int32`,
      );
    }
    numbers[index] = number;
  }
  return numbers;
}

function nearNumber(value: bigint): number {
  if (value >= FAR) return INT32.max;
  return value <= -FAR ? INT32.min : Number(value);
}
