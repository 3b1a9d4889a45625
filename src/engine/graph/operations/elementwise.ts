import type {
  BinaryFunction,
  PLAIN_FUNCTIONS,
  UnaryFunction,
  ValueType,
} from '../../../core/network/operators';
import { TENSOR_TYPES } from '../../source/tensorTypes';
import { align, emitAligned, withValue } from '../broadcast';
import type { Operation, Translation } from '../operation';
import { isExact } from '../recipe';
import { numbersOf, type Operand, type Value } from '../values';
import { unsqueeze } from './views';

/** Adds a function of one value. */
export function emitUnary(operation: Operation, value: Value, unary: UnaryFunction): Value {
  const { builder } = operation;
  const output = builder.emit({ kind: 'unary', function: unary }, [value]);
  return builder.value(output, value.axes, value.batchAxis);
}

function unary(read: (operation: Operation) => UnaryFunction): Translation {
  return (operation) => emitUnary(operation, operation.value(0), read(operation));
}

function plain(name: (typeof PLAIN_FUNCTIONS)[number]): Translation {
  return unary(() => ({ name }));
}

function clip(operation: Operation): UnaryFunction {
  const isAttribute = operation.opset < 11;
  const min = isAttribute ? operation.float('min') : operation.number(1);
  const max = isAttribute ? operation.float('max') : operation.number(2);
  return { name: 'clip', min: min ?? Number.NEGATIVE_INFINITY, max: max ?? Number.POSITIVE_INFINITY };
}

/** Adds a function of two operands, which are broadcast. */
export function emitBinary(operation: Operation, operands: readonly Operand[], name: BinaryFunction): Value {
  const { builder } = operation;
  const ready = withValue(operands, (constant) => operation.promote(constant, 0));
  const [first] = ready.filter(({ source }) => source === 'node') as [Value];
  const scalar = scalarFunction(ready, name, first);
  if (scalar !== null) return emitUnary(operation, first, scalar);
  return emitAligned(builder, align(builder, ready), (sources) => ({
    kind: 'binary',
    function: name,
    operands: sources,
  }));
}

/**
 * Returns the function of one float that a function with a stored number is. Null: there is none,
 * or the number gives the output more axes.
 */
function scalarFunction(
  operands: readonly Operand[],
  name: BinaryFunction,
  value: Value,
): UnaryFunction | null {
  const [left, right] = operands as [Operand, Operand];
  const constant = left.source === 'stored' ? left : right;
  if (constant.source !== 'stored' || value.type !== 'float32') return null;
  if (constant.dims.some((length) => length !== 1) || constant.dims.length > value.dims.length) return null;
  const number = numbersOf(constant)?.[0];
  // A setting is the same in every browser. Other numbers stay stored.
  if (number === undefined || !Number.isFinite(number) || !isExact(constant.stored)) return null;
  const isLeft = left === constant;
  switch (name) {
    case 'add':
      return { name: 'affine', scale: 1, offset: number };
    case 'subtract':
      return isLeft
        ? { name: 'affine', scale: -1, offset: number }
        : { name: 'affine', scale: 1, offset: -number };
    case 'multiply':
      return { name: 'affine', scale: number, offset: 0 };
    case 'power':
      return isLeft ? null : { name: 'power', exponent: number };
    default:
      return null;
  }
}

function binary(name: BinaryFunction): Translation {
  return (operation) => emitBinary(operation, [operation.operand(0), secondOperand(operation)], name);
}

/** Opset from which on operands are broadcast as in numpy. */
const NUMPY_BROADCAST = 7;

/**
 * Returns the second operand of a function. Before opset 7 it has the shape of the first, or with
 * `broadcast` that of some of its axes in a row: those from `axis` on, or the last.
 */
function secondOperand(operation: Operation): Operand {
  const second = operation.operand(1);
  if (operation.opset >= NUMPY_BROADCAST) return second;
  const { dims } = operation.operand(0);
  // One slope for each channel.
  const isSlope = operation.node.operator === 'PRelu';
  const isBroadcast = isSlope || operation.choice('broadcast', [0, 1]) === 1;
  const end = dims.length - second.dims.length;
  const stated = isSlope ? Math.min(1, end) : (operation.int('axis') ?? end);
  if (!isBroadcast) {
    if (dims.join() !== second.dims.join()) throw operation.refusal('broadcast', '0');
    return second;
  }
  const begin = stated < 0 ? stated + dims.length : stated;
  if (!(begin >= 0 && begin <= end)) throw operation.refusal('axis', `${stated}`);
  const added = Array.from({ length: end - begin }, (_, place) => second.dims.length + place);
  return added.length === 0 ? second : unsqueeze(operation.builder, second, added);
}

/** Applies a function to all operands, from the first to the last. */
function each(name: BinaryFunction): Translation {
  return (operation) =>
    operation.operands().reduce((sum, operand) => emitBinary(operation, [sum, operand], name));
}

const mean: Translation = (operation) => {
  const operands = operation.operands();
  const sum = operands.reduce((before, operand) => emitBinary(operation, [before, operand], 'add'));
  const value = sum.source === 'node' ? sum : operation.promote(sum, 0);
  return emitUnary(operation, value, { name: 'affine', scale: 1 / operands.length, offset: 0 });
};

const modulo: Translation = (operation) =>
  emitBinary(
    operation,
    [operation.operand(0), operation.operand(1)],
    operation.choice('fmod', [0, 1]) === 1 ? 'remainder' : 'modulo',
  );

const where: Translation = (operation) => {
  const { builder } = operation;
  const operands = withValue(operation.operands(), (constant) => operation.promote(constant, 0));
  const types = operands.slice(1).map(typeOf);
  return emitAligned(
    builder,
    align(builder, operands),
    (sources) => ({ kind: 'where', operands: sources }),
    types[0],
  );
};

const cast: Translation = (operation) => {
  const to = castTypes.get(operation.int('to') ?? 0);
  operation.ignore('saturate');
  if (to === undefined) throw operation.refusal('to', `${operation.int('to')}`);
  return castTo(operation, to);
};

/** Casts to the type of the second input, of which nothing else is read. */
const castLike: Translation = (operation) => {
  operation.ignore('saturate');
  const stated = operation.fileType(1);
  if (stated === undefined) return castTo(operation, typeOf(operation.operand(1)));
  const to = castTypes.get(TENSOR_TYPES[stated].number);
  if (to === undefined) throw operation.refusedInput(1, stated);
  return castTo(operation, to);
};

function typeOf(operand: Operand): ValueType {
  return operand.source === 'node' ? operand.type : operand.stored.type;
}

function castTo(operation: Operation, to: ValueType): Operand {
  const operand = operation.operand(0);
  if (typeOf(operand) === to) return operand;
  const value = operation.value(0);
  const output = operation.builder.emit({ kind: 'cast', to }, [value]);
  return operation.builder.value(output, value.axes, value.batchAxis);
}

/**
 * Types by their numbers in TensorProto.DataType. Floats of 16 and 64 bits are computed in float32;
 * bfloat16 would lose 16 of its 24 bits, so a cast to it is refused.
 */
const castTypes: ReadonlyMap<number, 'float32' | 'int32' | 'bool'> = new Map([
  ...[1, 10, 11].map((number) => [number, 'float32'] as const),
  ...[6, 7].map((number) => [number, 'int32'] as const),
  [9, 'bool'],
]);

const identity: Translation = (operation) => operation.operand(0);

const dropout: Translation = (operation) => {
  operation.ignore('ratio', 'seed', 'is_test');
  const drops = operation.has(2) && operation.number(2) !== 0 && (operation.number(1) ?? 0.5) !== 0;
  if (drops) throw operation.refusal('training_mode', '1');
  return operation.operand(0);
};

export const ELEMENTWISE: Readonly<Record<string, Translation>> = {
  Relu: plain('relu'),
  Sigmoid: plain('sigmoid'),
  Tanh: plain('tanh'),
  Erf: plain('erf'),
  Exp: plain('exp'),
  Log: plain('log'),
  Sqrt: plain('sqrt'),
  Abs: plain('abs'),
  Neg: plain('negative'),
  Reciprocal: plain('reciprocal'),
  Sign: plain('sign'),
  Floor: plain('floor'),
  Ceil: plain('ceil'),
  Round: plain('round'),
  Sin: plain('sin'),
  Cos: plain('cos'),
  Tan: plain('tan'),
  Asin: plain('asin'),
  Acos: plain('acos'),
  Atan: plain('atan'),
  Sinh: plain('sinh'),
  Cosh: plain('cosh'),
  Asinh: plain('asinh'),
  Acosh: plain('acosh'),
  Atanh: plain('atanh'),
  Softplus: plain('softplus'),
  Softsign: plain('softsign'),
  Mish: plain('mish'),
  HardSwish: plain('hardSwish'),
  Not: plain('not'),
  IsNaN: plain('isNaN'),
  Gelu: unary((operation) => ({
    name: operation.choice('approximate', ['none', 'tanh']) === 'none' ? 'gelu' : 'geluTanh',
  })),
  LeakyRelu: unary((operation) => ({ name: 'leakyRelu', alpha: operation.float('alpha') ?? 0.01 })),
  Elu: unary((operation) => ({ name: 'elu', alpha: operation.float('alpha') ?? 1 })),
  Celu: unary((operation) => ({ name: 'celu', alpha: operation.float('alpha') ?? 1 })),
  Selu: unary((operation) => ({
    name: 'selu',
    alpha: operation.float('alpha') ?? 1.6732631921768188,
    gamma: operation.float('gamma') ?? 1.0507010221481323,
  })),
  ThresholdedRelu: unary((operation) => ({ name: 'thresholdedRelu', alpha: operation.float('alpha') ?? 1 })),
  HardSigmoid: unary((operation) => ({
    name: 'hardSigmoid',
    alpha: operation.float('alpha') ?? 0.2,
    beta: operation.float('beta') ?? 0.5,
  })),
  Clip: unary(clip),
  Add: binary('add'),
  Sub: binary('subtract'),
  Mul: binary('multiply'),
  Div: binary('divide'),
  Pow: binary('power'),
  PRelu: binary('prelu'),
  Equal: binary('equal'),
  Less: binary('less'),
  LessOrEqual: binary('lessOrEqual'),
  Greater: binary('greater'),
  GreaterOrEqual: binary('greaterOrEqual'),
  And: binary('and'),
  Or: binary('or'),
  Xor: binary('xor'),
  Max: each('maximum'),
  Min: each('minimum'),
  Sum: each('add'),
  Mean: mean,
  Mod: modulo,
  Where: where,
  Cast: cast,
  CastLike: castLike,
  Identity: identity,
  Dropout: dropout,
};
