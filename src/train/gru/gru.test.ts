import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { BATCH, gruInputs, largestDifference, STEPS, stockGru } from '../../engine/gru/gruInputs.fake';
import type { GruInputs } from '../../engine/gru/gruStep';
import { gru } from './gru';

type Gru = (...inputs: GruInputs) => tf.Tensor;

/** A sum with a different weight for every output, so that errors of gradients cannot cancel. */
function weightedSum(run: Gru, values: GruInputs): tf.Scalar {
  const states = run(...values);
  return tf.sum(tf.mul(states, tf.randomNormal(states.shape, 0, 1, 'float32', 5)));
}

function gradientsOf(run: Gru, values: GruInputs): number[][] {
  const gradients = tf.grads((...args) => weightedSum(run, args as GruInputs))(values);
  return gradients.map((gradient) => [...gradient.dataSync()]);
}

const NAMES = ['x', 'kernel', 'recurrentKernel', 'bias'];

describe.each(['cpu', 'wasm'])('gru on %s', (backend) => {
  test("gives the gradients that autodiff gives through tfjs's layer on the CPU", async () => {
    await tf.setBackend('cpu');
    const wanted = tf.tidy(() => gradientsOf(stockGru, gruInputs()));
    await tf.setBackend(backend);
    const found = tf.tidy(() => gradientsOf(gru, gruInputs()));
    for (const [index, name] of NAMES.entries()) {
      expect(largestDifference(found[index]!, wanted[index]!), name).toBeLessThan(1e-4);
      expect(wanted[index]!.some((value) => Math.abs(value) > 0.1)).toBe(true);
    }
  });

  // Also a single step, which tfjs's own layer cannot differentiate (4.22).
  test.each([STEPS, 1])('gives the gradients that differences of the sum give, %i steps', async (steps) => {
    await tf.setBackend(backend);
    tf.tidy(() => {
      const gradients = gradientsOf(gru, gruInputs(BATCH, steps));
      const shift = 1e-2;
      for (const [index, name] of NAMES.entries()) {
        for (const place of [0, 7, gradients[index]!.length - 1]) {
          const sumAt = (moved: number): number => {
            const values = gruInputs(BATCH, steps);
            const shifted = values[index]!.dataSync<'float32'>().slice();
            shifted[place]! += moved;
            values[index] = tf.tensor(shifted, values[index]!.shape) as never;
            return weightedSum(gru, values).dataSync()[0]!;
          };
          const difference = (sumAt(shift) - sumAt(-shift)) / (2 * shift);
          expect(Math.abs(gradients[index]![place]! - difference), `${name}[${place}]`).toBeLessThan(3e-3);
        }
      }
    });
  });

  test('frees every tensor but its result, with gradients and without', async () => {
    await tf.setBackend(backend);
    const values = gruInputs();
    const before = tf.memory().numTensors;
    for (let trial = 0; trial < 3; trial++) {
      const states = gru(...values);
      expect(tf.memory().numTensors).toBe(before + 1);
      states.dispose();
      const { value, grads } = tf.valueAndGrads((...args) => weightedSum(gru, args as GruInputs))(values);
      expect(tf.memory().numTensors).toBe(before + 5);
      tf.dispose([value, grads]);
    }
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose(values);
  });
});
