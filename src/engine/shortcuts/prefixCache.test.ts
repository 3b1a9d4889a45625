import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { INPUT } from '../inference/networkRunner';
import { PrefixCache } from './prefixCache';

const KILOBYTE = 256;
let numTensors: number;
let kept: PrefixCache;

beforeEach(async () => {
  await tf.setBackend('cpu');
  numTensors = tf.memory().numTensors;
  kept = new PrefixCache(3 * 4 * KILOBYTE);
});
afterEach(() => {
  kept.dispose();
  expect(tf.memory().numTensors).toBe(numTensors);
});

/** Caches one value of some kilobytes, made inside a tidy like those of a trial. */
function keep(key: string, batch: number, kilobytes = 1): void {
  tf.tidy(() => kept.keep(key, batch, new Map([['node', tf.fill([kilobytes, KILOBYTE], batch)]])));
}

it('owns what it keeps, and leaves the input to its owner', () => {
  const input = tf.zeros([1]);
  tf.tidy(() =>
    kept.keep(
      'cut',
      2,
      new Map([
        [INPUT, input],
        ['node', tf.scalar(7)],
      ]),
    ),
  );
  const values = kept.get('cut', 2)!;
  expect([...values.keys()]).toEqual(['node']);
  expect(values.get('node')!.dataSync()[0]).toBe(7);
  expect(kept.get('cut', 1)).toBeUndefined();
  expect(kept.get('other', 2)).toBeUndefined();
  kept.dispose();
  expect(input.isDisposed).toBe(false);
  input.dispose();
});

it('gives up the cut used longest ago', () => {
  for (const key of ['a', 'b', 'c']) keep(key, 0);
  kept.get('a', 0);
  keep('d', 0);
  expect(['a', 'b', 'c', 'd'].filter((key) => kept.get(key, 0) !== undefined)).toEqual(['a', 'c', 'd']);
  keep('e', 0, 2);
  expect(['a', 'b', 'c', 'd', 'e'].filter((key) => kept.get(key, 0) !== undefined)).toEqual(['d', 'e']);
});

it('keeps the first batches of a cut that does not fit whole, and none that is larger than all', () => {
  for (let batch = 0; batch < 5; batch++) keep('wide', batch);
  expect([0, 1, 2, 3, 4].filter((batch) => kept.get('wide', batch) !== undefined)).toEqual([0, 1, 2]);
  keep('huge', 0, 4);
  expect(kept.get('huge', 0)).toBeUndefined();
  expect(kept.get('wide', 0)).toBeDefined();
});
