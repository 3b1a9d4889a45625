import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import type { BufferPart } from '../../core/network/model';
import { gru, inferGru } from './gru';
import type { GruInputs, WriteGruPart } from './gruStep';

const BATCH = 3;
const STEPS = 5;
const FEATURES = 4;
const UNITS = 6;

/** Seeded normal values, large enough to move the gates away from 1/2. */
function inputs(batch = BATCH, steps = STEPS): GruInputs {
  return [
    tf.randomNormal([batch, steps, FEATURES], 0, 1, 'float32', 1),
    tf.randomNormal([FEATURES, 3 * UNITS], 0, 0.7, 'float32', 2),
    tf.randomNormal([UNITS, 3 * UNITS], 0, 0.7, 'float32', 3),
    tf.randomNormal([3 * UNITS], 0, 0.5, 'float32', 4),
  ];
}

const gruWriting = (values: GruInputs, onWrite: WriteGruPart) => inferGru(values, { onWrite, check: null });

/**
 * tfjs's own layer with the same values, as a function of all four inputs, so that autodiff
 * applies.
 */
function stockGru(...[x, ...weights]: GruInputs): tf.Tensor {
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

function largestDifference(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  expect(found.length).toBe(wanted.length);
  return Math.max(...Array.from(found, (value, index) => Math.abs(value - wanted[index]!)));
}

const NAMES = ['x', 'kernel', 'recurrentKernel', 'bias'];

describe.each(['cpu', 'wasm'])('gru on %s', (backend) => {
  test.each([
    [BATCH, STEPS],
    [1, 1],
    // More rows than are multiplied by the input kernel at once, and not a multiple.
    [3000, 5],
  ])("gives the states of tfjs's layer for %i sequences of %i steps", async (batch, steps) => {
    await tf.setBackend(backend);
    tf.tidy(() => {
      const values = inputs(batch, steps);
      const found = gru(...values);
      expect(found.shape).toEqual([batch, steps, UNITS]);
      const wanted = stockGru(...values).dataSync();
      expect(largestDifference(found.dataSync(), wanted)).toBeLessThan(1e-5);
      expect(wanted.some((value) => Math.abs(value) > 0.5)).toBe(true);
    });
  });

  test("gives the gradients that autodiff gives through tfjs's layer on the CPU", async () => {
    await tf.setBackend('cpu');
    const wanted = tf.tidy(() => gradientsOf(stockGru, inputs()));
    await tf.setBackend(backend);
    const found = tf.tidy(() => gradientsOf(gru, inputs()));
    for (const [index, name] of NAMES.entries()) {
      expect(largestDifference(found[index]!, wanted[index]!), name).toBeLessThan(1e-4);
      expect(wanted[index]!.some((value) => Math.abs(value) > 0.1)).toBe(true);
    }
  });

  // Also a single step, which tfjs's own layer cannot differentiate (4.22).
  test.each([STEPS, 1])('gives the gradients that differences of the sum give, %i steps', async (steps) => {
    await tf.setBackend(backend);
    tf.tidy(() => {
      const gradients = gradientsOf(gru, inputs(BATCH, steps));
      const shift = 1e-2;
      for (const [index, name] of NAMES.entries()) {
        for (const place of [0, 7, gradients[index]!.length - 1]) {
          const sumAt = (moved: number): number => {
            const values = inputs(BATCH, steps);
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

  test('gives the same states through a store that changes nothing: three gates and the state of each step, then all outputs', async () => {
    await tf.setBackend(backend);
    tf.tidy(() => {
      const stored: [BufferPart, number[]][] = [];
      const states = gruWriting(inputs(), (values, part) => {
        stored.push([part, values.shape]);
        return values;
      });
      expect(states.dataSync()).toEqual(gru(...inputs()).dataSync());
      const gates = stored.slice(0, -1);
      expect(stored.at(-1)).toEqual(['output', [BATCH, STEPS, UNITS]]);
      for (const gate of ['update', 'reset', 'candidate', 'hidden'])
        expect(gates.filter(([part]) => part === gate)).toEqual(Array(STEPS).fill([gate, [BATCH, UNITS]]));
      expect(gates).toHaveLength(4 * STEPS);
    });
  });

  test.each<[BufferPart, number, (own: readonly number[]) => number[]]>([
    // The initial state is 0, so the first state is (1 - z) c: z = 1 keeps it 0, z = 0 makes it c.
    ['update', 1, (own) => own.map(() => 0)],
    ['candidate', 0, (own) => own.map(() => 0)],
    ['output', 7, (own) => own.map(() => 7)],
  ])('goes on with a stored %s of %i', async (part, value, wanted) => {
    await tf.setBackend(backend);
    tf.tidy(() => {
      const own = [...gru(...inputs()).dataSync()];
      const found = gruWriting(inputs(), (values, stored) =>
        stored === part ? tf.fill(values.shape, value) : values,
      );
      expect([...found.dataSync()]).toEqual(wanted(own));
    });
  });

  test('feeds the state back, not the stored output; a stored reset gate reaches the candidate', async () => {
    await tf.setBackend(backend);
    tf.tidy(() => {
      const candidates = (changed: BufferPart | null) => {
        const seen: number[][] = [];
        gruWriting(inputs(), (values, part) => {
          if (part === 'candidate') seen.push([...values.dataSync()]);
          return part === changed ? tf.zerosLike(values) : values;
        });
        return seen;
      };
      const own = candidates(null);
      expect(candidates('output')).toEqual(own);
      const faulty = candidates('reset');
      // The first state is 0, faulty or not.
      expect(faulty[0]).toEqual(own[0]);
      expect(faulty[1]).not.toEqual(own[1]);
    });
  });

  test('frees every tensor but its result, with gradients and without', async () => {
    await tf.setBackend(backend);
    const values = inputs();
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
