import { one } from '../flatSchema';
import { type Attributes, floatOf } from '../graphWriter';
import { CannotLower, type LoweredOperator, type Lowering, withOptions } from '../lowering';

const FUSED = { fused: one(0, 'byte') };

/** A function of one value that ONNX has too. */
function plain(name: string, attributes: Attributes = {}): LoweredOperator {
  return { lower: (operator) => operator.node(name, [operator.input(0)], attributes) };
}

function clip(min: number, max: number): LoweredOperator {
  return { lower: (operator) => operator.clipped(operator.input(0), min, max) };
}

/** A function of two values with a function after it. */
function arithmetic(union: number, name: string): LoweredOperator {
  return withOptions(union, FUSED, (operator, { fused }) =>
    operator.activated(binary(operator, name), fused),
  );
}

function binary(operator: Lowering, name: string): string {
  return operator.node(name, [operator.input(0), operator.input(1)]);
}

function pair(name: string): LoweredOperator {
  return { lower: (operator) => binary(operator, name) };
}

const select: LoweredOperator = {
  lower: (operator) => {
    const [condition, value] = [operator.tensor(0).shape, operator.tensor(1).shape];
    // A list of conditions chooses whole rows, which is no broadcast.
    if (condition.length > 0 && condition.join() !== value.join())
      throw new CannotLower(`condition = [${condition.join(', ')}], [${value.join(', ')}]`);
    return where(operator);
  },
};

function where(operator: Lowering): string {
  return operator.node('Where', [operator.input(0), operator.input(1), operator.input(2)]);
}

/** Numbers of types in TensorProto.DataType by the types of outputs. */
const CAST_TYPES: Readonly<Record<string, number>> = { float32: 1, float16: 1, int32: 6, int64: 7, bool: 9 };

const cast: LoweredOperator = {
  lower: (operator) => {
    const { type } = operator.output();
    const to = CAST_TYPES[type];
    if (to === undefined) throw new CannotLower(`out_data_type = ${type}`);
    return operator.node('Cast', [operator.input(0)], { to });
  },
};

const identity: LoweredOperator = { lower: (operator) => operator.node('Identity', [operator.input(0)]) };

/** Operators that compute each value by itself. */
export const ELEMENTWISE: Readonly<Record<string, LoweredOperator>> = {
  RELU: { ...plain('Relu'), movesValues: true },
  RELU6: clip(0, 6),
  RELU_N1_TO_1: clip(-1, 1),
  RELU_0_TO_1: clip(0, 1),
  LEAKY_RELU: withOptions(75, { alpha: one(0, 'float') }, (operator, { alpha }) =>
    operator.node('LeakyRelu', [operator.input(0)], { alpha: floatOf(alpha) }),
  ),
  GELU: withOptions(116, { approximate: one(0, 'bool') }, (operator, { approximate }) =>
    operator.node('Gelu', [operator.input(0)], { approximate: approximate ? 'tanh' : 'none' }),
  ),
  PRELU: pair('PRelu'),
  ELU: plain('Elu'),
  HARD_SWISH: plain('HardSwish'),
  LOGISTIC: plain('Sigmoid'),
  TANH: plain('Tanh'),
  EXP: plain('Exp'),
  LOG: plain('Log'),
  SQRT: plain('Sqrt'),
  RSQRT: {
    lower: (operator) => operator.node('Reciprocal', [operator.node('Sqrt', [operator.input(0)])]),
  },
  SQUARE: { lower: (operator) => operator.node('Mul', [operator.input(0), operator.input(0)]) },
  ABS: plain('Abs'),
  NEG: plain('Neg'),
  SIN: plain('Sin'),
  COS: plain('Cos'),
  SIGN: plain('Sign'),
  FLOOR: plain('Floor'),
  CEIL: plain('Ceil'),
  ROUND: plain('Round'),
  LOGICAL_NOT: plain('Not'),
  ADD: arithmetic(11, 'Add'),
  SUB: arithmetic(28, 'Sub'),
  MUL: arithmetic(21, 'Mul'),
  DIV: arithmetic(29, 'Div'),
  ADD_N: {
    lower: (operator) =>
      operator.node(
        'Sum',
        Array.from({ length: operator.numInputs }, (_, at) => operator.input(at)),
      ),
  },
  SQUARED_DIFFERENCE: {
    lower: (operator) => {
      const difference = binary(operator, 'Sub');
      return operator.node('Mul', [difference, difference]);
    },
  },
  POW: pair('Pow'),
  MAXIMUM: { ...pair('Max'), movesValues: true },
  MINIMUM: { ...pair('Min'), movesValues: true },
  EQUAL: pair('Equal'),
  NOT_EQUAL: { lower: (operator) => operator.node('Not', [binary(operator, 'Equal')]) },
  LESS: pair('Less'),
  LESS_EQUAL: pair('LessOrEqual'),
  GREATER: pair('Greater'),
  GREATER_EQUAL: pair('GreaterOrEqual'),
  LOGICAL_AND: pair('And'),
  LOGICAL_OR: pair('Or'),
  SELECT: select,
  SELECT_V2: { lower: where },
  CAST: cast,
  QUANTIZE: identity,
  DEQUANTIZE: identity,
};
