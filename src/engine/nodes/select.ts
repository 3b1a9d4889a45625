import * as tf from '@tensorflow/tfjs-core';
import { expandTo } from './takeAlong';

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
