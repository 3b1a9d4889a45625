import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { expect } from 'vitest';
import type { GruInputs } from './gruStep';

export const BATCH = 3;
export const STEPS = 5;
const FEATURES = 4;
export const UNITS = 6;

/** Seeded normal values, large enough to move the gates away from 1/2. */
export function gruInputs(batch = BATCH, steps = STEPS): GruInputs {
  return [
    tf.randomNormal([batch, steps, FEATURES], 0, 1, 'float32', 1),
    tf.randomNormal([FEATURES, 3 * UNITS], 0, 0.7, 'float32', 2),
    tf.randomNormal([UNITS, 3 * UNITS], 0, 0.7, 'float32', 3),
    tf.randomNormal([3 * UNITS], 0, 0.5, 'float32', 4),
  ];
}

/**
 * tfjs's own layer with the same values, as a function of all four inputs, so that autodiff
 * applies.
 */
export function stockGru(...[x, ...weights]: GruInputs): tf.Tensor {
  const layer = layers.gru({
    units: UNITS,
    returnSequences: true,
    recurrentActivation: 'sigmoid',
    kernelInitializer: 'zeros',
    recurrentInitializer: 'zeros',
  });
  layer.apply(tf.zerosLike(x));
  layer.weights.forEach((weight, index) => {
    Object.assign(weight, { read: () => weights[index] });
  });
  return layer.apply(x) as tf.Tensor;
}

export function largestDifference(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  expect(found.length).toBe(wanted.length);
  return Math.max(...Array.from(found, (value, index) => Math.abs(value - wanted[index]!)));
}
