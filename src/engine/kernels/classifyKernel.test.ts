import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { countWrong, isCorrect } from './classifyKernel';

describe('isCorrect', () => {
  /** The labels under which a row of scores counts as right, in the second row of two. */
  const rightOf = (...scores: number[]) => {
    const logits = [...scores.map(() => 0), ...scores];
    return scores.flatMap((_, label) =>
      isCorrect(logits, scores.length, scores.length, label) ? label : [],
    );
  };

  it('is the class of the highest score', () => {
    expect(rightOf(1, 3, 2)).toEqual([1]);
    expect(rightOf(-2, Number.NEGATIVE_INFINITY, -3)).toEqual([0]);
  });

  it('gives a tie to the lowest class', () => {
    expect(rightOf(1, 2, 2)).toEqual([1]);
    expect(rightOf(5, 5, 5)).toEqual([0]);
    expect(rightOf(-0, 0, -1)).toEqual([0]);
  });

  it('calls every class wrong where a score is NaN', () => {
    for (const place of [0, 1, 2]) expect(rightOf(...[1, 3, 2].with(place, Number.NaN))).toEqual([]);
  });
});

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
