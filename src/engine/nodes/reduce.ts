import * as tf from '@tensorflow/tfjs-core';
import { product } from '../../core/network/network';
import type { Reduction } from '../../core/network/operators';
import { applyFunction } from './applyFunction';
import { castTo, typeOf } from './castTo';
import { wholeOutput } from './nodeFunction';
import { select } from './select';

type Reduce = (values: tf.Tensor, axes: number[], keepsAxes: boolean) => tf.Tensor;

const REDUCTIONS: { readonly [Name in Exclude<Reduction, 'mean'>]: Reduce } = {
  sum: tf.sum,
  max: tf.max,
  min: tf.min,
  product: tf.prod,
  l1: (values, ...how) => tf.sum(tf.abs(values), ...how),
  l2: (values, ...how) => tf.sqrt(tf.sum(tf.square(values), ...how)),
  logSum: (values, ...how) => applyFunction({ name: 'log' }, tf.sum(values, ...how)),
  logSumExp: tf.logSumExp,
  sumOfSquares: (values, ...how) => tf.sum(tf.square(values), ...how),
};

/** One value in place of all along some axes. Integers stay integers, a mean rounded towards 0. */
export const reduce = wholeOutput<'reduce'>(({ reduction, axes, keepsAxes }, [input], __, isChecked) => {
  const type = typeOf(input!);
  // An axis of length 1 stands for no axes.
  const values = axes.length === 0 ? tf.expandDims(input!, -1) : input!;
  // tfjs cannot reduce every axis of integers on WebGPU.
  const numbers = castTo(values, 'float32');
  const places = axes.length === 0 ? [values.rank - 1] : axes.map((axis) => axis + 1);
  const keeps = axes.length > 0 && keepsAxes;
  const reduced =
    reduction === 'mean'
      ? meanOf(numbers, places, keeps, isChecked)
      : REDUCTIONS[reduction](numbers, places, keeps);
  return castTo(reduced, type);
});

/**
 * Mean along axes. Where it is checked, values are scaled so that no sum exceeds float32, because
 * devices add in different orders. Scaling by a power of two is exact except near subnormal
 * numbers.
 */
export function meanOf(values: tf.Tensor, axes: number[], keepsAxes: boolean, isChecked: boolean): tf.Tensor {
  if (!isChecked) return tf.mean(values, axes, keepsAxes);
  const scale = 2 ** Math.ceil(Math.log2(product(axes.map((axis) => values.shape[axis]!))));
  return tf.mul(tf.mean(tf.mul(values, 1 / scale), axes, keepsAxes), scale);
}

/** Index of the largest value along an axis. */
export const argMax = wholeOutput<'argMax'>(({ axis, keepsAxis }, [input]) =>
  firstPlace(input!, axis + 1, keepsAxis, tf.max),
);

/** Index of the smallest value along an axis. */
export const argMin = wholeOutput<'argMin'>(({ axis, keepsAxis }, [input]) =>
  firstPlace(input!, axis + 1, keepsAxis, tf.min),
);

/**
 * Index of the first value that equals the extreme one. tfjs's argMax takes any of them on WebGPU,
 * where the threads of a long axis compare what they found.
 */
function firstPlace(values: tf.Tensor, axis: number, keepsAxis: boolean, extreme: typeof tf.max): tf.Tensor {
  const length = values.shape[axis]!;
  const numbers = castTo(values, 'float32');
  const isExtreme = tf.equal(numbers, extreme(numbers, axis, true));
  const places = tf.reshape(
    tf.range(0, length),
    values.shape.map((_, place) => (place === axis ? length : 1)),
  );
  const none = tf.reshape(
    tf.scalar(length - 1),
    values.shape.map(() => 1),
  );
  return castTo(tf.min(select(isExtreme, places, none), axis, keepsAxis), 'int32');
}

/** Running sum along an axis. */
export const cumulativeSum = wholeOutput<'cumulativeSum'>(({ axis, isExclusive, isReverse }, [input]) =>
  tf.cumsum(input!, axis + 1, isExclusive, isReverse),
);

/** Exponentials along an axis over their sum, or the logarithms of these. */
export const softmax = wholeOutput<'softmax'>(({ axis, isLog }, [input]) => {
  if (!isLog && axis + 2 === input!.rank) return tf.softmax(input!);
  const below = tf.sub(input!, tf.max(input!, axis + 1, true));
  const powers = tf.exp(below);
  const sum = tf.sum(powers, axis + 1, true);
  return isLog ? tf.sub(below, tf.log(sum)) : tf.div(powers, sum);
});
