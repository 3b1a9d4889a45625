import * as tf from '@tensorflow/tfjs-core';
import type { ModelDescription } from '../../core/network/model';

/**
 * Returns inputs of a network [numSamples · values of a sample] as a tensor of the type that it
 * takes. The caller disposes it.
 */
export function inputTensor(
  values: Float32Array,
  numSamples: number,
  { inputShape, wholeInput }: Pick<ModelDescription, 'inputShape' | 'wholeInput'>,
): tf.Tensor {
  const type = wholeInput?.type ?? 'float32';
  const typed = { float32: values, int32: Int32Array.from(values), bool: Uint8Array.from(values) }[type];
  return tf.tensor(typed, [numSamples, ...inputShape], type);
}
