import { describe, expect, it } from 'vitest';
import { isCorrect } from './classifyKernel';

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
