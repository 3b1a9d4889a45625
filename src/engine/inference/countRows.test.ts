import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { readLargeRows } from './countRows.fake';

describe.each(['cpu', 'wasm'])('counts of runs on %s', (backend) => {
  it('are exact above 2^31, of more rows and batches than one program reads, and free every tensor', async () => {
    await tf.setBackend(backend);
    const before = tf.memory().numTensors;
    const { found, wanted } = await readLargeRows();
    expect(found).toEqual(wanted);
    expect(tf.memory().numTensors).toBe(before);
  });
});
