import { describe, expect, test } from 'vitest';
import { isAmongTop, relativeDeviation } from './measures';

/** Scores of four samples for six classes. */
const SCORES = [
  // Highest first: 5, 4, 3, 2, 1, 0.
  [0, 1, 2, 3, 4, 5],
  // All equal: the lowest index ranks first.
  [2, 2, 2, 2, 2, 2],
  // 1, 3, 0, 2, 4, 5: class 3 shares its score with class 1, which ranks before it.
  [3, 7, 2, 7, 1, -1],
  [0, 1, Number.NaN, 3, 4, 5],
].flat();

/** Places of the samples whose label is not among the `numTop` highest. */
const beyond = (labels: readonly number[], numTop: number, due?: readonly number[]) =>
  labels.flatMap((label, sample) => (isAmongTop(SCORES, sample, 6, { label, numTop }, due) ? [] : sample));

describe('isAmongTop', () => {
  test('is the predicted class for one class', () => {
    expect(beyond([5, 0, 1, 5], 1)).toEqual([3]);
    expect(beyond([4, 1, 3, 5], 1)).toEqual([0, 1, 2, 3]);
  });

  test('ranks the first five, where ties go to the lower index', () => {
    expect(beyond([1, 4, 4, 5], 5)).toEqual([3]);
    expect(beyond([0, 5, 5, 5], 5)).toEqual([0, 1, 2, 3]);
    expect(beyond([4, 1, 3, 5], 2)).toEqual([3]);
  });

  test('is false for a sample without an answer, and for no label, among any number', () => {
    expect(beyond([5, 0, 1, 5], 6)).toEqual([3]);
    expect(beyond([5, 0, 1, 5], 6, [0, 1, 0, 0])).toEqual([1, 3]);
    expect(beyond([-1, -1, 1, 5], 6)).toEqual([0, 1, 3]);
  });
});

describe('relativeDeviation', () => {
  // Mean 4, population deviation √5.
  const faultFree = [1, 3, 5, 7];

  test('is the root mean square deviation over the deviation of the fault-free outputs', () => {
    expect(relativeDeviation([1, 3, 5, 7], faultFree)).toBe(0);
    expect(relativeDeviation([4, 4, 4, 4], faultFree)).toBeCloseTo(1, 12);
    // √((4 + 0 + 0 + 4) / 4) / √5.
    expect(relativeDeviation([3, 3, 5, 9], faultFree)).toBeCloseTo(Math.sqrt(2 / 5), 12);
  });

  test('is infinite for outputs that are not finite, and for deviations from a constant', () => {
    expect(relativeDeviation([1, 3, Number.NaN, 7], faultFree)).toBe(Number.POSITIVE_INFINITY);
    expect(relativeDeviation([1, 3, Number.NEGATIVE_INFINITY, 7], faultFree)).toBe(Number.POSITIVE_INFINITY);
    expect(relativeDeviation([2, 2.5], [2, 2])).toBe(Number.POSITIVE_INFINITY);
    expect(relativeDeviation([2, 2], [2, 2])).toBe(0);
    expect(relativeDeviation([2, 2], [2, Number.NaN])).toBeNaN();
  });

  test('refuses other numbers of outputs', () => {
    expect(() => relativeDeviation([1], faultFree)).toThrow('Cannot compare 1 outputs with 4');
    expect(() => relativeDeviation([], [])).toThrow(TypeError);
  });
});
