import * as tf from '@tensorflow/tfjs-core';
import { fusedOutput, inKernel } from './nodeFunction';

/**
 * Batch normalisation by the stored mean and variance of each channel, with its function. A
 * convolution of one place and one channel reads and writes the values once on all devices; tfjs's
 * own batch normalisation takes three times as long on WASM.
 */
export const foldedNorm = fusedOutput<'foldedNorm'>(
  ({ epsilon, activation }, [input], [gamma, beta, mean, variance], isChecked) => {
    const channels = input!.shape.at(-1)!;
    const scale = tf.mul(gamma!, tf.rsqrt(tf.add(variance!, epsilon)));
    const offset = tf.sub(beta!, tf.mul(mean!, scale));
    const values = tf.fused.depthwiseConv2d({
      x: tf.reshape(input!, [1, -1, 1, channels]) as tf.Tensor4D,
      filter: tf.reshape(scale, [1, 1, channels, 1]) as tf.Tensor4D,
      strides: 1,
      pad: 'valid',
      bias: offset,
      activation: isChecked ? 'linear' : inKernel(activation),
    });
    return tf.reshape(values, input!.shape);
  },
);
