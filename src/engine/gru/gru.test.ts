import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { BufferPart } from '../../core/network/model';
import { type NodeInference, PLAIN_NODE } from '../nodes/nodeFunction';
import { inferGru } from './gru';
import { BATCH, gruInputs, largestDifference, STEPS, stockGru, UNITS } from './gruInputs.fake';
import type { GruInputs } from './gruStep';

const plainGru = (values: GruInputs) => inferGru(values, PLAIN_NODE);
const gruWriting = (values: GruInputs, onWrite: NonNullable<NodeInference['onWrite']>) =>
  inferGru(values, { onWrite, check: null });

describe.each(['cpu', 'wasm'])('inferGru on %s', (backend) => {
  test.each([
    [BATCH, STEPS],
    [1, 1],
    // More rows than are multiplied by the input kernel at once, and not a multiple.
    [3000, 5],
  ])("gives the states of tfjs's layer for %i sequences of %i steps", async (batch, steps) => {
    await tf.setBackend(backend);
    tf.tidy(() => {
      const values = gruInputs(batch, steps);
      const found = plainGru(values);
      expect(found.shape).toEqual([batch, steps, UNITS]);
      const wanted = stockGru(...values).dataSync();
      expect(largestDifference(found.dataSync(), wanted)).toBeLessThan(1e-5);
      expect(wanted.some((value) => Math.abs(value) > 0.5)).toBe(true);
    });
  });

  test('gives the same states through a store that changes nothing: three gates and the state of each step, then all outputs', async () => {
    await tf.setBackend(backend);
    tf.tidy(() => {
      const stored: [BufferPart, number[]][] = [];
      const states = gruWriting(gruInputs(), (values, part) => {
        stored.push([part, values.shape]);
        return values;
      });
      expect(states.dataSync()).toEqual(plainGru(gruInputs()).dataSync());
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
      const own = [...plainGru(gruInputs()).dataSync()];
      const found = gruWriting(gruInputs(), (values, stored) =>
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
        gruWriting(gruInputs(), (values, part) => {
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

  test('frees every tensor but its result', async () => {
    await tf.setBackend(backend);
    const values = gruInputs();
    const before = tf.memory().numTensors;
    const states = plainGru(values);
    expect(tf.memory().numTensors).toBe(before + 1);
    tf.dispose([states, values]);
  });
});
