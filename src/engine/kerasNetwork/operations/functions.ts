import { type Attributes, float, int, type SourceBuilder } from '../../source/sourceBuilder';
import { attribute, type GraphTranslation, type GraphTranslations, refusal, same } from '../graphContext';
import { isWhole } from '../graphNodes';

type PlainFunction = (builder: SourceBuilder, x: string) => string;

const one =
  (operator: string, attributes: Attributes = {}): PlainFunction =>
  (builder, x) =>
    builder.add(operator, [x], attributes);

/** Functions of one value without settings. */
export const FUNCTIONS: Readonly<Record<string, PlainFunction>> = {
  Relu: one('Relu'),
  Relu6: (builder, x) => builder.add('Clip', [x, builder.floats(0), builder.floats(6)]),
  Elu: one('Elu', { alpha: float(1) }),
  Selu: one('Selu', { alpha: float(1.6732632423543772), gamma: float(1.0507009873554805) }),
  Sigmoid: one('Sigmoid'),
  Tanh: one('Tanh'),
  Softplus: one('Softplus'),
  Softsign: one('Softsign'),
  Exp: one('Exp'),
  Expm1: (builder, x) => builder.add('Sub', [builder.add('Exp', [x]), builder.floats(1)]),
  Log: one('Log'),
  Log1p: (builder, x) => builder.add('Log', [builder.add('Add', [x, builder.floats(1)])]),
  Sqrt: one('Sqrt'),
  Rsqrt: (builder, x) => builder.add('Reciprocal', [builder.add('Sqrt', [x])]),
  Square: (builder, x) => builder.add('Mul', [x, x]),
  Reciprocal: one('Reciprocal'),
  Neg: one('Neg'),
  Abs: one('Abs'),
  Sign: one('Sign'),
  Floor: one('Floor'),
  Ceil: one('Ceil'),
  Round: one('Round'),
  Sin: one('Sin'),
  Cos: one('Cos'),
  Tan: one('Tan'),
  Asin: one('Asin'),
  Acos: one('Acos'),
  Atan: one('Atan'),
  Sinh: one('Sinh'),
  Cosh: one('Cosh'),
  Asinh: one('Asinh'),
  Acosh: one('Acosh'),
  Atanh: one('Atanh'),
  Erf: one('Erf'),
  IsNan: one('IsNaN'),
  LogicalNot: one('Not'),
  Softmax: one('Softmax', { axis: int(-1) }),
  LogSoftmax: one('LogSoftmax', { axis: int(-1) }),
  Identity: one('Identity'),
  ZerosLike: (builder, x) => builder.add('Expand', [builder.floats(0), builder.add('Shape', [x])]),
  OnesLike: (builder, x) => builder.add('Expand', [builder.floats(1), builder.add('Shape', [x])]),
};

const squaredDifference: GraphTranslation = ({ builder, inputs }) => {
  const difference = builder.add('Sub', inputs);
  return builder.add('Mul', [difference, difference]);
};

const notEqual: GraphTranslation = ({ builder, inputs }) =>
  builder.add('Not', [builder.add('Equal', inputs)]);

/** Rounds a quotient down. Of whole numbers what is left over is taken off first. */
const floorDiv: GraphTranslation = (context) => {
  const { builder, inputs } = context;
  if (!isWhole(context.node.attributes.get('T'))) return builder.add('Floor', [builder.add('Div', inputs)]);
  const [a, b] = inputs as [string, string];
  return builder.add('Div', [builder.add('Sub', [a, builder.add('Mod', [a, b])]), b]);
};

/** A quotient, 0 where the divisor is 0. */
const divNoNan: GraphTranslation = ({ builder, inputs }) => {
  const [a, b] = inputs as [string, string];
  const isZero = builder.add('Equal', [b, builder.floats(0)]);
  return builder.add('Where', [isZero, builder.floats(0), builder.add('Div', [a, b])]);
};

const cast: GraphTranslation = (context) => {
  const type = context.node.attributes.get('DstT');
  const [FLOAT, INT32, BOOL] = [1, 6, 9];
  if (type !== 'DT_FLOAT' && type !== 'DT_BOOL' && !isWhole(type)) throw refusal('DstT', type);
  const to = type === 'DT_BOOL' ? BOOL : isWhole(type) ? INT32 : FLOAT;
  return context.builder.add('Cast', [context.inputs[0]!], { to: int(to) });
};

/** Operations that compute each value by itself. */
export const ELEMENTWISE: GraphTranslations = {
  ...Object.fromEntries(
    Object.entries(FUNCTIONS).map(([name, add]): [string, GraphTranslation] => [
      name,
      ({ builder, inputs }) => add(builder, inputs[0]!),
    ]),
  ),
  StopGradient: ({ inputs }) => inputs[0]!,
  PlaceholderWithDefault: ({ inputs }) => inputs[0]!,
  IdentityN: ({ inputs }) => inputs,
  LeakyRelu: (context) =>
    context.builder.add('LeakyRelu', context.inputs, { alpha: float(attribute(context, 'alpha', 0.2)) }),
  Prelu: same('PRelu'),
  ClipByValue: same('Clip'),
  Add: same('Add'),
  AddV2: same('Add'),
  AddN: same('Sum'),
  Sub: same('Sub'),
  Mul: same('Mul'),
  RealDiv: same('Div'),
  Div: same('Div'),
  DivNoNan: divNoNan,
  FloorDiv: floorDiv,
  FloorMod: same('Mod'),
  Pow: same('Pow'),
  Maximum: same('Max'),
  Minimum: same('Min'),
  SquaredDifference: squaredDifference,
  Equal: same('Equal'),
  NotEqual: notEqual,
  Less: same('Less'),
  LessEqual: same('LessOrEqual'),
  Greater: same('Greater'),
  GreaterEqual: same('GreaterOrEqual'),
  LogicalAnd: same('And'),
  LogicalOr: same('Or'),
  LogicalXor: same('Xor'),
  Select: same('Where'),
  SelectV2: same('Where'),
  Cast: cast,
};
