import * as tf from '@tensorflow/tfjs-core';
import type { ValueType } from '../../core/network/operators';

/** Type of a node's values. */
export function typeOf({ dtype }: tf.Tensor): ValueType {
  return dtype as ValueType;
}

/** Makes a number [] of the type of values. */
export function scalarLike(value: number, values: tf.Tensor): tf.Scalar {
  return tf.scalar(value, typeOf(values));
}

/**
 * Converts values. Integers are rounded towards 0, and all but 0 is true. tfjs 4.22 on WASM reads
 * truth values as the last byte of an integer, so 0.5 and 256 would be false
 * (`findings/tfjs-wasm-bool.sh`). On WebGPU its float32 values of integers are still integers to
 * programs such as a transposition (`findings/tfjs-webgpu-transpose.sh`), so they are multiplied.
 */
export function castTo(values: tf.Tensor, type: ValueType): tf.Tensor {
  if (values.dtype === type) return values;
  if (type === 'bool') return tf.notEqual(values, scalarLike(0, values));
  return type === 'float32' ? tf.mul(tf.cast(values, type), 1) : tf.cast(values, type);
}
