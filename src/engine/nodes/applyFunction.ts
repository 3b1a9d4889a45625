import * as tf from '@tensorflow/tfjs-core';
import type { PLAIN_FUNCTIONS, UnaryFunction } from '../../core/network/operators';
import { castTo, scalarLike } from './castTo';
import { select } from './select';

type PlainName = (typeof PLAIN_FUNCTIONS)[number];
type Parameters<Name extends UnaryFunction['name']> = Extract<UnaryFunction, { readonly name: Name }>;

const PLAIN: { readonly [Name in PlainName]: (x: tf.Tensor) => tf.Tensor } = {
  relu: tf.relu,
  sigmoid: tf.sigmoid,
  tanh: tf.tanh,
  erf: tf.erf,
  exp: tf.exp,
  // Some GPUs give a number for 0.
  log: (x) => select(tf.equal(x, 0), lowest(x), tf.log(x)),
  sqrt: tf.sqrt,
  abs: tf.abs,
  negative: tf.neg,
  reciprocal: tf.reciprocal,
  sign: tf.sign,
  floor: tf.floor,
  ceil: tf.ceil,
  round: tf.round,
  sin: tf.sin,
  cos: tf.cos,
  tan: tf.tan,
  asin: tf.asin,
  acos: tf.acos,
  atan: tf.atan,
  sinh: tf.sinh,
  cosh: tf.cosh,
  asinh: tf.asinh,
  acosh: tf.acosh,
  atanh: tf.atanh,
  softplus: tf.softplus,
  softsign: (x) => tf.div(x, tf.add(tf.abs(x), 1)),
  silu: (x) => tf.mul(x, tf.sigmoid(x)),
  mish: (x) => tf.mul(x, tf.tanh(tf.softplus(x))),
  hardSwish: (x) => tf.mul(x, limit(tf.add(tf.div(x, 6), 0.5), 0, 1)),
  gelu: (x) => tf.mul(tf.div(x, 2), tf.add(tf.erf(tf.div(x, Math.SQRT2)), 1)),
  geluTanh: (x) => {
    const argument = tf.mul(x, tf.add(tf.mul(tf.square(x), 0.044715), 1));
    return tf.mul(tf.div(x, 2), tf.add(tf.tanh(tf.mul(argument, Math.sqrt(2 / Math.PI))), 1));
  },
  not: (x) => tf.logicalNot(castTo(x, 'bool')),
  isNaN: tf.isNaN,
};

const WITH_PARAMETERS: {
  readonly [Name in Exclude<UnaryFunction['name'], PlainName>]: (
    x: tf.Tensor,
    parameters: Parameters<Name>,
  ) => tf.Tensor;
} = {
  leakyRelu: (x, { alpha }) => tf.leakyRelu(x, alpha),
  elu: (x, { alpha }) => tf.add(tf.relu(x), tf.mul(tf.expm1(below(x)), alpha)),
  celu: (x, { alpha }) => tf.add(tf.relu(x), tf.mul(tf.expm1(tf.div(below(x), alpha)), alpha)),
  selu: (x, { alpha, gamma }) => tf.mul(tf.add(tf.relu(x), tf.mul(tf.expm1(below(x)), alpha)), gamma),
  thresholdedRelu: (x, { alpha }) => tf.mul(x, tf.cast(tf.greater(x, alpha), 'float32')),
  hardSigmoid: (x, { alpha, beta }) => limit(tf.add(tf.mul(x, alpha), beta), 0, 1),
  clip: (x, { min, max }) => limit(x, min, max),
  power,
  affine: (x, { scale, offset }) => tf.add(tf.mul(x, scale), offset),
};

/** Functions of integers that give integers. Rounding leaves integers as they are. */
const OF_INTEGERS: ReadonlySet<UnaryFunction['name']> = new Set([
  'relu',
  'abs',
  'negative',
  'sign',
  'clip',
  'not',
]);
const ROUNDINGS: ReadonlySet<UnaryFunction['name']> = new Set(['floor', 'ceil', 'round']);
const INTEGER_RESULTS: ReadonlySet<UnaryFunction['name']> = new Set(['power', 'affine']);

/**
 * Applies a function to each value. Returns a new tensor of the type that `operatorType` states.
 *
 * `erf` is a polynomial of tfjs with an error of 1.5e-7 on all devices.
 */
export function applyFunction(operation: UnaryFunction, values: tf.Tensor): tf.Tensor {
  const { name } = operation;
  const isFloat = values.dtype === 'float32';
  if (!isFloat && ROUNDINGS.has(name)) return values.clone();
  const x = isFloat || OF_INTEGERS.has(name) ? values : tf.cast(values, 'float32');
  const result =
    name in PLAIN
      ? PLAIN[name as PlainName](x)
      : (WITH_PARAMETERS[name as 'power'] as (x: tf.Tensor, operation: UnaryFunction) => tf.Tensor)(
          x,
          operation,
        );
  return isFloat || !INTEGER_RESULTS.has(name) ? result : tf.cast(result, 'int32');
}

/** -Infinity, with as many axes as x. */
function lowest(x: tf.Tensor): tf.Tensor {
  return tf.fill(
    x.shape.map(() => 1),
    Number.NEGATIVE_INFINITY,
  );
}

/** The values below 0, and 0 in place of others. */
function below(x: tf.Tensor): tf.Tensor {
  return tf.minimum(x, 0);
}

/**
 * Limits values to [min, max], which may be infinite. Gives max if min is not below it, as ONNX
 * does; tfjs's own function, which is ten times as fast on WASM, refuses that, and integers.
 */
export function limit(x: tf.Tensor, min: number, max: number): tf.Tensor {
  if (x.dtype === 'float32' && min < max) return tf.clipByValue(x, min, max);
  const bound = (value: number) => scalarLike(value, x);
  const raised = min === Number.NEGATIVE_INFINITY ? x.clone() : tf.maximum(x, bound(min));
  return max === Number.POSITIVE_INFINITY ? raised : tf.minimum(raised, bound(max));
}

/** Products are exact where a logarithm, as GPUs take powers, would round. */
function power(x: tf.Tensor, { exponent }: { readonly exponent: number }): tf.Tensor {
  switch (exponent) {
    case 2:
      return tf.square(x);
    case 3:
      return tf.mul(tf.square(x), x);
    case 0.5:
      return tf.sqrt(x);
    case -1:
      return tf.reciprocal(x);
    default:
      return tf.pow(x, exponent);
  }
}
