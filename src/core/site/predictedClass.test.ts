import { describe, expect, it } from 'vitest';
import { predictedClass } from './predictedClass';

describe('predictedClass', () => {
  /** Predicted class of the second of two rows; that of the first would be 0. */
  const classOf = (...scores: number[]) =>
    predictedClass([9, ...scores.slice(1).map(() => 0), ...scores], 1, scores.length);

  it('is the class of the highest score', () => {
    expect(classOf(1, 3, 2)).toBe(1);
    expect(classOf(-2, Number.NEGATIVE_INFINITY, -3)).toBe(0);
    expect(classOf(1, 2, Number.POSITIVE_INFINITY)).toBe(2);
  });

  it('gives a tie to the lowest class', () => {
    expect(classOf(1, 2, 2)).toBe(1);
    expect(classOf(5, 5, 5)).toBe(0);
    expect(classOf(-1, -0, 0)).toBe(1);
    expect(classOf(0, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe(1);
  });

  it('is none where a score is NaN, wherever it stands', () => {
    for (const place of [0, 1, 2]) expect(classOf(...[1, 3, 2].with(place, Number.NaN))).toBeNull();
    expect(classOf(Number.NaN, Number.NaN, Number.NaN)).toBeNull();
  });

  it('is none for an image that is due, whatever its scores', () => {
    const scores = [1, 3, 2, 5, 4, 0];
    expect([0, 1].map((image) => predictedClass(scores, image, 3, [0, 1]))).toEqual([1, null]);
    expect([0, 1].map((image) => predictedClass(scores, image, 3, [1, 0]))).toEqual([null, 0]);
  });
});
