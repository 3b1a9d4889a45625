import * as tf from '@tensorflow/tfjs-core';
import { product } from '../../core/network/network';
import { wholeOutput } from './nodeFunction';

/** Largest value of each window of a picture. */
export const maxPool = wholeOutput<'maxPool'>(({ size, strides }, [input]) =>
  tf.maxPool(input as tf.Tensor4D, size, strides, 'valid'),
);

/**
 * Mean of each channel over the picture. Where it is checked it is scaled so that no sum exceeds
 * float32, because devices add in different orders. Scaling by a power of two is exact except near
 * subnormal numbers.
 */
export const globalAveragePool = wholeOutput<'globalAveragePool'>((_, [input], __, isChecked) => {
  if (!isChecked) return tf.mean(input!, [1, 2]);
  const scale = 2 ** Math.ceil(Math.log2(product(input!.shape.slice(1, -1))));
  return tf.mul(tf.mean(tf.mul(input!, 1 / scale), [1, 2]), scale);
});
