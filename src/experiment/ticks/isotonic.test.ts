import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitNonDecreasing } from './isotonic';

test.each([
  // By hand: the dip is pooled with its predecessor, weighted.
  [
    [1, 3, 2, 4],
    [1, 1, 1, 1],
    [1, 2.5, 2.5, 4],
  ],
  [
    [1, 3, 2, 4],
    [1, 3, 1, 1],
    [1, 2.75, 2.75, 4],
  ],
  [
    [5, 4, 3, 2, 1],
    [1, 1, 1, 1, 1],
    [3, 3, 3, 3, 3],
  ],
  [
    [3, 1, 2, 9, 8],
    [1, 1, 1, 1, 1],
    [2, 2, 2, 8.5, 8.5],
  ],
  [
    [1, 1, 2],
    [1, 1, 1],
    [1, 1, 2],
  ],
  [[7], [30], [7]],
  [[], [], []],
])('fits %j with weights %j by %j', (values, weights, fit) => {
  expect(fitNonDecreasing(values, weights)).toEqual(fit);
});

const anySequence = fc.array(
  fc.tuple(
    fc.integer({ min: -50, max: 50 }),
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: -50, max: 50 }),
  ),
  { minLength: 1, maxLength: 12 },
);

test('is never decreasing, keeps the weighted mean, and no other non-decreasing sequence is nearer', () => {
  fc.assert(
    fc.property(anySequence, (rows) => {
      const values = rows.map(([value]) => value);
      const weights = rows.map(([, weight]) => weight);
      const rival = rows.map(([, , other]) => other).sort((a, b) => a - b);
      const fit = fitNonDecreasing(values, weights);
      expect(fit.every((level, index) => index === 0 || level >= fit[index - 1]! - 1e-9)).toBe(true);
      const mean = (levels: readonly number[]) =>
        levels.reduce((sum, x, index) => sum + x * weights[index]!, 0);
      expect(mean(fit)).toBeCloseTo(mean(values), 6);
      const distance = (levels: readonly number[]) =>
        levels.reduce((sum, x, index) => sum + weights[index]! * (x - values[index]!) ** 2, 0);
      expect(distance(fit)).toBeLessThanOrEqual(distance(rival) + 1e-6);
    }),
  );
});
