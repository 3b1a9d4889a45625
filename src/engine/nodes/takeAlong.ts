import * as tf from '@tensorflow/tfjs-core';

/** Copies the entries of an axis at constant places, in their order. Works for any rank. */
export function takeAlong(values: tf.Tensor, axis: number, places: readonly number[]): tf.Tensor {
  return tf.gather(values, tf.tensor1d([...places], 'int32'), axis);
}

/**
 * Repeats the axes of length 1 up to `shape`, of the same rank. tfjs's own broadcast has no more
 * than four axes on WebGPU.
 */
export function expandTo(values: tf.Tensor, shape: readonly number[]): tf.Tensor {
  return shape.reduce(
    (expanded, length, axis) =>
      expanded.shape[axis] === length ? expanded : takeAlong(expanded, axis, Array<number>(length).fill(0)),
    values,
  );
}
