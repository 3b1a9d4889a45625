import type * as tf from '@tensorflow/tfjs-core';

/** Copies of tensors that stay as they are, as long as these live. */
const copies = new WeakMap<tf.Tensor, Float32Array>();

/** The values of a tensor that nobody writes again, copied once. */
export function onHost(tensor: tf.Tensor): Float32Array {
  const known = copies.get(tensor);
  if (known !== undefined) return known;
  const copy = tensor.dataSync<'float32'>();
  copies.set(tensor, copy);
  return copy;
}

/**
 * Some rows of values [rows, length] as values of their own; tfjs's gather takes ten times as long.
 */
export function someRows(values: Float32Array, length: number, rows: ArrayLike<number>): Float32Array {
  const some = new Float32Array(rows.length * length);
  for (let place = 0; place < rows.length; place++) {
    const start = rows[place]! * length;
    some.set(values.subarray(start, start + length), place * length);
  }
  return some;
}
