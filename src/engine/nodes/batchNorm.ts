import * as tf from '@tensorflow/tfjs-core';
import { wholeOutput } from './nodeFunction';

/** Batch normalisation by the stored mean and variance of each channel. */
export const batchNorm = wholeOutput<'batchNorm'>(({ epsilon }, [input], [gamma, beta, mean, variance]) =>
  tf.batchNorm(
    input!,
    mean as tf.Tensor1D,
    variance as tf.Tensor1D,
    beta as tf.Tensor1D,
    gamma as tf.Tensor1D,
    epsilon,
  ),
);
