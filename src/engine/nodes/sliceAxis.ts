import * as tf from '@tensorflow/tfjs-core';
import { product } from '../../core/network/network';

/**
 * Returns `length` entries of an axis, from `begin` on. Works on [before, axis, after], because
 * WASM cuts tensors of up to four axes by rows and others value by value, which takes a hundred
 * times as long.
 */
export function sliceAxis(values: tf.Tensor, axis: number, begin: number, length: number): tf.Tensor {
  const { shape } = values;
  if (length === shape[axis]) return values.clone();
  const [before, after] = [product(shape.slice(0, axis)), product(shape.slice(axis + 1))];
  const rows = tf.reshape(values, [before, shape[axis]!, after]);
  const wanted = (shape as readonly number[]).with(axis, length);
  return tf.reshape(tf.slice(rows, [0, begin, 0], [before, length, after]), [...wanted]);
}
