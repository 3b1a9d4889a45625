import * as tf from '@tensorflow/tfjs-core';
import { product } from '../../core/network/network';
import { type NodeInference, wholeOutput } from './nodeFunction';
import { meanOf } from './reduce';

/** Mean 0 and variance 1 over the last axes of a sample, then a stored scale and offset. */
export const layerNorm = wholeOutput<'layerNorm'>(
  ({ numAxes, epsilon }, [input], [gamma, beta], _, check) => {
    const axes = Array.from({ length: numAxes }, (__, index) => input!.rank - numAxes + index);
    const scaled = tf.mul(normalized(input!, axes, epsilon, check), gamma!);
    return beta === undefined ? scaled : tf.add(scaled, beta);
  },
);

/**
 * Mean 0 and variance 1 over each group of channels of a picture or a sequence, then a stored scale
 * and offset for each channel.
 */
export const groupNorm = wholeOutput<'groupNorm'>(
  ({ groups, numAxes, epsilon }, [input], [gamma, beta], _, check) => {
    const { shape, rank } = input!;
    const channels = shape.at(-1)!;
    const leading = shape.slice(0, rank - 1 - numAxes);
    const places = product(shape.slice(leading.length, -1));
    const grouped = tf.reshape(input!, [
      shape[0]!,
      product(leading.slice(1)),
      places,
      groups,
      channels / groups,
    ]);
    const values = tf.reshape(normalized(grouped, [2, 4], epsilon, check), shape);
    return tf.add(tf.mul(values, gamma!), beta!);
  },
);

/**
 * Takes the mean off values and divides them by their deviation. The variance is checked, because
 * an infinite one would give 0.
 */
function normalized(
  values: tf.Tensor,
  axes: number[],
  epsilon: number,
  check: NodeInference['check'],
): tf.Tensor {
  const isChecked = check !== null;
  const centered = tf.sub(values, meanOf(values, axes, true, isChecked));
  const variance = meanOf(tf.square(centered), axes, true, isChecked);
  return tf.mul(centered, tf.rsqrt(tf.add(check === null ? variance : check(variance), epsilon)));
}

/**
 * Values over a power of the sum of squares of the channels around them. tfjs's own function has no
 * even sizes.
 */
export const localResponseNorm = wholeOutput<'localResponseNorm'>(
  ({ size, alpha, beta, bias }, [input], _, __, check) => {
    const channels = input!.shape.at(-1)!;
    const rows = tf.reshape(input!, [input!.shape[0]!, -1, channels]);
    const before = Math.floor((size - 1) / 2);
    const squares = tf.pad(tf.square(rows), [
      [0, 0],
      [0, 0],
      [before, size - 1 - before],
    ]);
    const windows = Array.from({ length: size }, (___, first) =>
      tf.slice(squares, [0, 0, first], [-1, -1, channels]),
    );
    const sum = windows.reduce((total, window) => tf.add(total, window));
    const divisor = tf.pow(tf.add(tf.mul(check === null ? sum : check(sum), alpha / size), bias), beta);
    return tf.reshape(tf.div(rows, divisor), input!.shape);
  },
);
