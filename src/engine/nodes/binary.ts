import * as tf from '@tensorflow/tfjs-core';
import type { BinaryFunction } from '../../core/network/operators';
import { castTo, scalarLike, typeOf } from './castTo';
import { fusedOutput, inKernel } from './nodeFunction';
import { operandsOf } from './operands';

const FUNCTIONS: { readonly [Name in BinaryFunction]: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor } = {
  add: tf.add,
  subtract: tf.sub,
  multiply: tf.mul,
  divide,
  power: (a, b) => tf.cast(tf.pow(a, b), a.dtype),
  maximum: tf.maximum,
  minimum: tf.minimum,
  // tfjs's own function does not broadcast on WASM.
  prelu: (a, slope) => tf.add(tf.relu(a), tf.mul(tf.minimum(a, scalarLike(0, a)), slope)),
  modulo: (a, b) => {
    const rest = remainder(a, b);
    const isOther = tf.less(tf.mul(tf.sign(rest), tf.sign(b)), scalarLike(0, a));
    return tf.add(rest, tf.mul(tf.cast(isOther, a.dtype), b));
  },
  remainder,
  equal: tf.equal,
  less: tf.less,
  lessOrEqual: tf.lessEqual,
  greater: tf.greater,
  greaterOrEqual: tf.greaterEqual,
  and: tf.logicalAnd,
  or: tf.logicalOr,
  xor: tf.logicalXor,
};
const LOGICAL: ReadonlySet<BinaryFunction> = new Set<BinaryFunction>(['and', 'or', 'xor']);

/** Function of two values, with broadcast operands. Stored tensors take the type of the input. */
export const binary = fusedOutput<'binary'>((node, inputs, tensors, isChecked) => {
  const type = LOGICAL.has(node.function) ? 'bool' : typeOf(inputs[0]!);
  const [a, b] = operandsOf(node, inputs, tensors).map((operand) => castTo(operand, type));
  const values = FUNCTIONS[node.function](a!, b!);
  const fused = isChecked ? 'linear' : inKernel(node.activation);
  if (fused === 'linear') return values;
  return fused === 'relu' ? tf.relu(values) : tf.relu6(values);
});

/** Divides integers towards 0; tfjs would round down. */
function divide(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  if (a.dtype !== 'int32') return tf.div(a, b);
  const quotient = tf.floorDiv(tf.abs(a), divisor(b));
  return tf.mul(quotient, tf.mul(tf.sign(a), tf.sign(b)));
}

/** Remainder with the sign of the dividend. */
function remainder(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.mul(tf.mod(tf.abs(a), divisor(b)), tf.sign(a));
}

/** Magnitude of a divisor. An integer 0 becomes 1, because WASM stops at a division by 0. */
function divisor(b: tf.Tensor): tf.Tensor {
  return b.dtype === 'int32' ? tf.maximum(tf.abs(b), tf.scalar(1, 'int32')) : tf.abs(b);
}
