import { one } from '../flatSchema';
import { CannotLower, type LoweredOperator, type Lowering, withOptions } from '../lowering';

const KEEP_DIMS = { keep_dims: one(0, 'bool') };
/** Length of a vector below which TensorFlow Lite divides by this number. */
const LEAST_LENGTH = 1e-6;

/** Inputs: values, axes. */
function reduce(name: string): LoweredOperator {
  return withOptions(27, KEEP_DIMS, (operator, { keep_dims }) => {
    const rank = operator.tensor(0).shape.length;
    const axes = operator.numbers(1).map((axis) => operator.axis(axis, rank));
    const keepdims = Number(keep_dims);
    // The sum has its axes as an input, the others as an attribute.
    return name === 'ReduceSum'
      ? operator.node(name, [operator.input(0), operator.list(axes)], { keepdims })
      : operator.node(name, [operator.input(0)], { axes, keepdims });
  });
}

function arg(name: 'ArgMax' | 'ArgMin'): LoweredOperator {
  return {
    lower: (operator) => {
      const [axis = 0] = operator.numbers(1);
      return operator.node(name, [operator.input(0)], {
        axis: operator.axis(axis, operator.tensor(0).shape.length),
        keepdims: 0,
      });
    },
  };
}

/** Inputs: values [batch, …], kernel [units, inputs], bias. */
const fullyConnected = withOptions(
  8,
  { fused: one(0, 'byte'), weights_format: one(1, 'byte'), keep_num_dims: one(2, 'bool') },
  (operator, { fused, weights_format, keep_num_dims }) => {
    if (weights_format !== 0) throw new CannotLower(`weights_format = ${weights_format}`);
    const values = operator.input(0);
    const kernel = operator.input(1);
    const { shape } = operator.tensor(0);
    const inputs = operator.tensor(1).shape[1];
    if (inputs === undefined) throw new CannotLower(`kernel = [${operator.tensor(1).shape.join(', ')}]`);
    if (keep_num_dims && shape.length > 2) return operator.activated(linear(operator, values, kernel), fused);
    const isMatrix = shape.length === 2 && shape[1] === inputs;
    const rows = isMatrix ? values : operator.node('Reshape', [values, operator.list([-1, inputs])]);
    const sum = operator.node('Gemm', [rows, kernel, operator.optional(2)], { transB: 1 });
    return operator.activated(sum, fused);
  },
);

/** Adds a product along the last axis. */
function linear(operator: Lowering, values: string, kernel: string): string {
  const product = operator.node('MatMul', [values, operator.node('Transpose', [kernel], { perm: [1, 0] })]);
  return operator.has(2) ? operator.node('Add', [product, operator.input(2)]) : product;
}

const batchMatMul = withOptions(
  101,
  { adj_x: one(0, 'bool'), adj_y: one(1, 'bool') },
  (operator, { adj_x, adj_y }) => {
    const [left, right] = [adj_x, adj_y].map((isTurned, at) => {
      const axes = operator.tensor(at).shape.map((_, axis) => axis);
      const perm = [...axes.slice(0, -2), ...axes.slice(-2).toReversed()];
      return isTurned ? operator.node('Transpose', [operator.input(at)], { perm }) : operator.input(at);
    }) as [string, string];
    return operator.node('MatMul', [left, right]);
  },
);

const softmax = withOptions(9, { beta: one(0, 'float') }, (operator, { beta }) => {
  const values = operator.input(0);
  const scaled = beta === 1 ? values : operator.node('Mul', [values, operator.scalar(beta)]);
  return operator.node('Softmax', [scaled], { axis: -1 });
});

/** Divides vectors along the last axis by their length. */
const normalized: LoweredOperator = {
  lower: (operator) => {
    const values = operator.input(0);
    const length = operator.node('ReduceL2', [values], { axes: [-1], keepdims: 1 });
    return operator.node('Div', [values, operator.node('Max', [length, operator.scalar(LEAST_LENGTH)])]);
  },
};

/** Operators that compute one value of many. */
export const REDUCTIONS: Readonly<Record<string, LoweredOperator>> = {
  FULLY_CONNECTED: fullyConnected,
  BATCH_MATMUL: batchMatMul,
  MEAN: reduce('ReduceMean'),
  SUM: reduce('ReduceSum'),
  REDUCE_PROD: reduce('ReduceProd'),
  REDUCE_MAX: { ...reduce('ReduceMax'), movesValues: true },
  REDUCE_MIN: { ...reduce('ReduceMin'), movesValues: true },
  ARG_MAX: arg('ArgMax'),
  ARG_MIN: arg('ArgMin'),
  SOFTMAX: softmax,
  LOG_SOFTMAX: { lower: (operator) => operator.node('LogSoftmax', [operator.input(0)], { axis: -1 }) },
  L2_NORMALIZATION: normalized,
  CUMSUM: withOptions(
    102,
    { exclusive: one(0, 'bool'), reverse: one(1, 'bool') },
    (operator, { exclusive, reverse }) =>
      operator.node('CumSum', [operator.input(0), operator.input(1)], {
        exclusive: Number(exclusive),
        reverse: Number(reverse),
      }),
  ),
};
