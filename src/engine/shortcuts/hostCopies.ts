import type * as tf from '@tensorflow/tfjs-core';

/** Host copies of tensors that do not change, kept as long as the tensor. */
const copies = new WeakMap<tf.Tensor, Float32Array | Int32Array>();

/** Returns the values of a tensor that does not change. Reads it back once. */
export function onHost<Values extends Float32Array | Int32Array = Float32Array>(tensor: tf.Tensor): Values {
  const known = copies.get(tensor);
  if (known !== undefined) return known as Values;
  const copy = tensor.dataSync() as Values;
  copies.set(tensor, copy);
  return copy;
}

/** Copies some rows of `values` [rows, length]. tfjs's gather takes ten times as long. */
export function someRows(values: Float32Array, length: number, rows: ArrayLike<number>): Float32Array {
  const some = new Float32Array(rows.length * length);
  for (let place = 0; place < rows.length; place++) {
    const start = rows[place]! * length;
    some.set(values.subarray(start, start + length), place * length);
  }
  return some;
}
