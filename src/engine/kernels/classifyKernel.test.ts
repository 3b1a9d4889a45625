import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { countBeyond, countWrong } from './classifyKernel';

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

describe('countBeyond', () => {
  it('counts by one class whether another is among the highest', async () => {
    await tf.setBackend('cpu');
    const scores = tf.tensor2d([5, 1, 0, 1, 5, 0, 1, 5, 0, 0, 1, 5], [4, 3]);
    const labels = tf.tensor1d([0, 0, 2, 2], 'int32');
    const none = tf.zeros([4], 'int32');
    const count = (wanted: number[], due: tf.Tensor, numTop: number) => [
      ...countBeyond(scores, labels, tf.tensor1d(wanted, 'int32'), due, numTop).dataSync(),
    ];
    // The second image's class 0 ranks second, the third one's class 2 third.
    expect(count([0, 0, 2, 2], none, 1)).toEqual([1, 0, 1, 0]);
    expect(count([0, 0, 2, 2], none, 2)).toEqual([0, 0, 1, 0]);
    expect(count([0, 1, 1, -1], none, 1)).toEqual([0, 0, 1, 0]);
    expect(count([0, 1, 1, 2], tf.tensor1d([0, 1, 0, 0], 'int32'), 3)).toEqual([1, 0, 0, 1]);
  });
});
