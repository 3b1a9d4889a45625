import { t } from '../../../core/language/t';
import { product } from '../../../core/network/network';
import type { ValueType } from '../../../core/network/operators';
import type { Operation, Translation } from '../operation';
import { computedValues, type FileValues, fileValues } from '../storedValues';
import { type Constant, wholeConstant } from '../values';

/** Maximum number of values that a node may make when the file is opened. */
const MAX_VALUES = 2 ** 24;

/** Returns a constant of whole numbers that a node makes. */
function wholeNumbers(operation: Operation, values: readonly number[], shape: readonly number[]): Constant {
  const name = operation.node.outputs[0]!;
  return wholeConstant(computedValues(name, shape, 'int32', Int32Array.from(values), false));
}

const shape: Translation = (operation) => {
  const { dims } = operation.operand(0);
  const begin = operation.int('start') ?? 0;
  const end = operation.int('end') ?? dims.length;
  const part = dims.slice(begin, end);
  return wholeNumbers(operation, part, [part.length]);
};

const size: Translation = (operation) => wholeNumbers(operation, [product(operation.operand(0).dims)], []);

const constant: Translation = (operation) => {
  const name = operation.node.outputs[0]!;
  const attributes = [...operation.node.attributes];
  const [key, attribute] = attributes[0] ?? ['value', undefined];
  operation.ignore(key);
  if (attributes.length !== 1) throw operation.refusal('value', `${attributes.length}`);
  switch (attribute?.kind) {
    case 'tensor':
      return wholeConstant(fileValues({ ...attribute.value, name }));
    case 'float':
      return wholeConstant(computedValues(name, [], 'float32', Float32Array.of(attribute.value), false));
    case 'int':
      return wholeConstant(computedValues(name, [], 'int32', Int32Array.of(attribute.value), false));
    case 'floats': {
      const values = Float32Array.from(attribute.value);
      return wholeConstant(computedValues(name, [values.length], 'float32', values, true));
    }
    case 'ints':
      return wholeNumbers(operation, attribute.value, [attribute.value.length]);
    default:
      throw operation.refusal(key, attribute?.kind ?? t`none`);
  }
};

const constantOfShape: Translation = (operation) => {
  const dims = operation.numbers(0)!;
  const { type, numbers } = operation.tensor('value') ?? { type: 'float32', numbers: [0] };
  const numValues = product(dims);
  if (numValues > MAX_VALUES || !dims.every((length) => Number.isInteger(length) && length >= 1))
    throw operation.refusal('shape', dims.join(', '));
  if (numbers?.length !== 1) throw operation.refusal('value', t`${numbers?.length ?? 0} values`);
  return made(operation, dims, type, Array<number>(numValues).fill(numbers[0]!));
};

const range: Translation = (operation) => {
  const [start, limit, delta] = [0, 1, 2].map((index) => operation.number(index)!) as [
    number,
    number,
    number,
  ];
  const numValues = Math.max(0, Math.ceil((limit - start) / delta));
  if (!(numValues > 0 && numValues <= MAX_VALUES)) throw operation.refusal('limit', `${limit}`);
  const operand = operation.constant(0);
  const values = Array.from({ length: numValues }, (_, index) => start + index * delta);
  return made(operation, [numValues], operand.stored.type, values);
};

function made(
  operation: Operation,
  dims: readonly number[],
  type: ValueType,
  values: readonly number[],
): Constant {
  const numbers: FileValues = type === 'float32' ? Float32Array.from(values) : Int32Array.from(values);
  return wholeConstant(computedValues(operation.node.outputs[0]!, dims, type, numbers, false));
}

export const CONSTANTS: Readonly<Record<string, Translation>> = {
  Shape: shape,
  Size: size,
  Constant: constant,
  ConstantOfShape: constantOfShape,
  Range: range,
};

/** Operators whose output depends on the shape of their input alone. */
export const OF_SHAPES: ReadonlySet<string> = new Set(['Shape', 'Size']);
