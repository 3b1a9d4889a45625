import * as tf from '@tensorflow/tfjs-core';
import { castTo, typeOf } from './castTo';
import { wholeOutput } from './nodeFunction';
import { operandsOf } from './operands';
import { expandTo } from './takeAlong';

/** Values of one operand where a condition holds, and of another where it does not. */
export const where = wholeOutput<'where'>((node, inputs, tensors) => {
  const [condition, ...values] = operandsOf(node, inputs, tensors) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const typed = inputs[node.operands[0] === 'input' ? 1 : 0];
  const [whenTrue, whenFalse] = values.map((operand) =>
    castTo(operand, typed === undefined ? 'float32' : typeOf(typed)),
  );
  return select(castTo(condition, 'bool'), whenTrue!, whenFalse!);
});

/**
 * Chooses between values that broadcast to one shape, of the same rank. They are compared in one
 * row, because tfjs's own function has no more than four axes on WebGPU.
 */
export function select(condition: tf.Tensor, whenTrue: tf.Tensor, whenFalse: tf.Tensor): tf.Tensor {
  const operands = [condition, whenTrue, whenFalse];
  const shape = condition.shape.map((_, axis) => Math.max(...operands.map((one) => one.shape[axis]!)));
  const row = (values: tf.Tensor) => tf.reshape(expandTo(values, shape), [-1]);
  return tf.reshape(tf.where(row(condition), row(whenTrue), row(whenFalse)), shape);
}
