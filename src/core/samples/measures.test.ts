import { describe, expect, test } from 'vitest';
import { AssetError } from '../errors';
import { countChangedAnswers, countTopErrors, relativeDeviation } from './measures';

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

const top = (labels: readonly number[], numTop: number, due?: readonly number[]) =>
  countTopErrors(SCORES, labels, 6, numTop, due);

describe('countTopErrors', () => {
  test('counts labels that are not the predicted class', () => {
    expect(top([5, 0, 1, 5], 1)).toBe(1);
    expect(top([4, 1, 3, 5], 1)).toBe(4);
  });

  test('counts labels beyond the first five, where ties go to the lower index', () => {
    expect(top([1, 4, 4, 5], 5)).toBe(1);
    expect(top([0, 5, 5, 5], 5)).toBe(4);
    expect(top([4, 1, 3, 5], 2)).toBe(1);
  });

  test('counts a sample without an answer for any number of classes', () => {
    expect(top([5, 0, 1, 5], 6)).toBe(1);
    expect(top([5, 0, 1, 5], 6, [0, 1, 0, 0])).toBe(2);
  });

  test('refuses a label out of range with both numbers, and other sizes', () => {
    expect(() => top([5, 6, 1, 5], 1)).toThrow(AssetError);
    expect(() => top([5, 6, 1, 5], 1)).toThrow(
      'labels: Label 6 of sample 1 is no class of the network: expected 0 to 5, for 6 classes',
    );
    expect(() => top([5, -1, 1, 5], 1)).toThrow('Label -1 of sample 1');
    expect(() => top([5, 0, 1], 1)).toThrow('Cannot compare 24 scores: expected 6 for each of 3 samples');
  });
});

describe('countChangedAnswers', () => {
  const before = [1, 2, 5, 5, 0, 9, 3, 3];

  test('counts other predicted classes, not other scores', () => {
    expect(countChangedAnswers([0, 100, 5, 5, 9, 0, 3, 4], before, 2)).toBe(2);
    expect(countChangedAnswers(before, before, 2)).toBe(0);
  });

  test('takes no answer for an answer of its own', () => {
    const faulty = before.with(0, Number.NaN);
    expect(countChangedAnswers(faulty, before, 2)).toBe(1);
    expect(countChangedAnswers(faulty, faulty, 2)).toBe(0);
    expect(countChangedAnswers(before, before, 2, [0, 0, 0, 1], [0, 0, 0, 0])).toBe(1);
    expect(countChangedAnswers(before, before, 2, [0, 0, 0, 1], [0, 0, 0, 1])).toBe(0);
  });

  test('refuses scores of other numbers', () => {
    expect(() => countChangedAnswers([1, 2], before, 2)).toThrow(TypeError);
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
