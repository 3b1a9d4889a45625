import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { countWrong } from './classifyKernel';

describe('countWrong', () => {
  it('counts by true class, and an image that is due as wrong whatever its scores', async () => {
    await tf.setBackend('cpu');
    const scores = tf.tensor2d([5, 1, 0, 1, 5, 0, 1, 5, 0, 0, 1, 5], [4, 3]);
    const labels = tf.tensor1d([0, 1, 2, 2], 'int32');
    const due = tf.tensor1d([0, 1, 0, 1], 'int32');
    expect([...countWrong(scores, labels, null).dataSync()]).toEqual([0, 0, 1, 0]);
    expect([...countWrong(scores, labels, due).dataSync()]).toEqual([0, 1, 2, 2]);
  });
});
