import { t } from '../../core/language/t';
import type { SourceNode } from '../source/sourceModel';
import { CannotRun } from './values';

/** Opset that a number of inputs is valid from, the fewest, which must be there, and the most. */
type Arity = readonly [since: number, least: number, most: number];

const MANY = Number.POSITIVE_INFINITY;
const ONE: readonly Arity[] = [[1, 1, 1]];
const TWO: readonly Arity[] = [[1, 2, 2]];
const THREE: readonly Arity[] = [[1, 3, 3]];
const LIST: readonly Arity[] = [[1, 1, MANY]];
/** Axes are an attribute, and an optional input from an opset on. */
const axesSince = (opset: number): readonly Arity[] => [
  [1, 1, 1],
  [opset, 1, 2],
];

const ONE_INPUT = [
  ...['Relu', 'Sigmoid', 'Tanh', 'Erf', 'Exp', 'Log', 'Sqrt', 'Abs', 'Neg', 'Reciprocal', 'Sign', 'Floor'],
  ...['Ceil', 'Round', 'Sin', 'Cos', 'Tan', 'Asin', 'Acos', 'Atan', 'Sinh', 'Cosh', 'Asinh', 'Acosh'],
  ...['Atanh', 'Softplus', 'Softsign', 'Mish', 'HardSwish', 'Not', 'IsNaN', 'Gelu', 'LeakyRelu', 'Elu'],
  ...['Celu', 'Selu', 'ThresholdedRelu', 'HardSigmoid', 'Cast', 'Identity', 'LRN', 'MaxPool'],
  ...['AveragePool', 'GlobalAveragePool', 'GlobalMaxPool', 'ArgMax', 'ArgMin', 'Softmax', 'LogSoftmax'],
  ...['DepthToSpace', 'SpaceToDepth', 'Transpose', 'Flatten', 'Shape', 'Size', 'ConstantOfShape'],
];
const TWO_INPUTS = [
  ...['Add', 'Sub', 'Mul', 'Div', 'Pow', 'PRelu', 'Equal', 'Less', 'LessOrEqual', 'Greater'],
  ...['GreaterOrEqual', 'And', 'Or', 'Xor', 'Mod', 'MatMul', 'Gather', 'Expand', 'Tile', 'CumSum', 'Reshape'],
  'CastLike',
];
const THREE_INPUTS = ['Where', 'InstanceNormalization', 'GroupNormalization', 'OneHot', 'Range'];
const LISTS = ['Max', 'Min', 'Sum', 'Mean', 'Concat'];
const REDUCTIONS = [
  ...['ReduceMean', 'ReduceMax', 'ReduceMin', 'ReduceProd', 'ReduceL1', 'ReduceL2', 'ReduceLogSum'],
  ...['ReduceLogSumExp', 'ReduceSumSquare'],
];

const named = (names: readonly string[], arity: readonly Arity[]) =>
  names.map((name) => [name, arity] as const);

/** Numbers of inputs of each operator, by opset. */
export const ARITIES: ReadonlyMap<string, readonly Arity[]> = new Map<string, readonly Arity[]>([
  ...named(ONE_INPUT, ONE),
  ...named(TWO_INPUTS, TWO),
  ...named(THREE_INPUTS, THREE),
  ...named(LISTS, LIST),
  ...named(REDUCTIONS, axesSince(18)),
  ...named(['ReduceSum', 'Squeeze', 'Split'], axesSince(13)),
  ['Constant', [[1, 0, 0]]],
  ['Conv', [[1, 2, 3]]],
  ['ConvTranspose', [[1, 2, 3]]],
  ['Gemm', [[1, 2, 3]]],
  ['Einsum', TWO],
  ['BatchNormalization', [[1, 5, 5]]],
  ['LayerNormalization', [[1, 2, 3]]],
  ['QuantizeLinear', [[1, 2, 3]]],
  ['DequantizeLinear', [[1, 2, 3]]],
  ['ConvInteger', [[1, 2, 4]]],
  ['MatMulInteger', [[1, 2, 4]]],
  ['QLinearConv', [[1, 8, 9]]],
  ['QLinearMatMul', [[1, 8, 8]]],
  ['LSTM', [[1, 3, 8]]],
  ['GRU', [[1, 3, 6]]],
  ['RNN', [[1, 3, 6]]],
  ['Trilu', [[1, 1, 2]]],
  [
    'Unsqueeze',
    [
      [1, 1, 1],
      [13, 2, 2],
    ],
  ],
  [
    'Clip',
    [
      [1, 1, 1],
      [11, 1, 3],
    ],
  ],
  [
    'Dropout',
    [
      [1, 1, 1],
      [12, 1, 3],
    ],
  ],
  [
    'Slice',
    [
      [1, 1, 1],
      [10, 3, 5],
    ],
  ],
  [
    'Pad',
    [
      [1, 1, 1],
      [11, 2, 3],
      [18, 2, 4],
    ],
  ],
  [
    'Upsample',
    [
      [1, 1, 1],
      [9, 2, 2],
    ],
  ],
  [
    'Resize',
    [
      [1, 2, 2],
      [11, 1, 4],
    ],
  ],
]);

/** Throws CannotRun for a node with too few or too many inputs, or without one that it needs. */
export function checkArity({ operator, inputs }: SourceNode, opset: number): void {
  const arity = ARITIES.get(operator)?.findLast(([since]) => since <= opset);
  if (arity === undefined) return;
  const [, least, most] = arity;
  const missing = inputs.slice(0, least).indexOf('');
  if (missing >= 0) throw new CannotRun('setting', t`input ${missing} is missing`);
  if (inputs.length >= least && inputs.length <= most) return;
  const wanted = most === MANY ? t`at least ${least}` : least === most ? `${least}` : t`${least} to ${most}`;
  throw new CannotRun('setting', t`${inputs.length} inputs: expected ${wanted}`);
}
