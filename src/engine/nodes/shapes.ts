import * as tf from '@tensorflow/tfjs-core';
import { product } from '../../core/network/network';
import { type NodeFunction, wholeOutput } from './nodeFunction';

/** Zeros around a picture. */
export const zeroPad = wholeOutput<'zeroPad'>(({ pixels }, [input]) =>
  tf.pad(input!, [
    [0, 0],
    [pixels, pixels],
    [pixels, pixels],
    [0, 0],
  ]),
);

/** All values of a sample in one row. */
export const flatten = wholeOutput<'flatten'>((_, [input]) => {
  const [batch, ...sample] = input!.shape;
  return tf.reshape(input!, [batch!, product(sample)]);
});

/** Acts in training only. */
export const dropout: NodeFunction<'dropout'> = (_, [input]) => input!.clone();
