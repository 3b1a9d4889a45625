import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { philox4x32 } from '../../core/pattern/philox';
import type { TrialResult } from '../sweep/results';
import { chanceError, increasePoints, meanInterval, quantile, summarize } from './statistics';

function trialsAt(ber: number, wrong: readonly number[], total = 1000): TrialResult[] {
  return wrong.map((count, trial) => ({ ber, trial, wrong: count, total, wrongPerClass: [], flips: 0 }));
}

describe('quantile', () => {
  // R 4.3: quantile(c(1, 2, 4, 8), c(0, .1, .5, .9, 1), type = 7)
  test.each([
    [0, 1],
    [0.1, 1.3],
    [0.5, 3],
    [0.9, 6.8],
    [1, 8],
  ])('of 1, 2, 4, 8 at %d is %d', (p, value) => expect(quantile([1, 2, 4, 8], p)).toBeCloseTo(value, 12));

  test('of a single value is that value, of none an error', () => {
    expect(quantile([5], 0.9)).toBe(5);
    expect(() => quantile([], 0.5)).toThrow('Cannot take a quantile of no values');
  });
});

describe('summarize', () => {
  test('gives hand-calculated numbers, rates ascending', () => {
    const results = [...trialsAt(1e-3, [10, 20, 30, 40, 100]), ...trialsAt(1e-5, [7])];
    const points = summarize(results, (ber) => ber * 1e6);
    expect(points.map(({ ber }) => ber)).toEqual([1e-5, 1e-3]);
    expect(points[0]).toEqual({
      ...{
        ber: 1e-5,
        trials: 1,
        mean: 0.007,
        std: 0,
        meanInterval: null,
        median: 0.007,
        q10: 0.007,
        q90: 0.007,
      },
      expectedFlips: 1e-5 * 1e6,
    });
    const { mean, std, median, q10, q90, trials } = points[1]!;
    expect(trials).toBe(5);
    expect(mean).toBeCloseTo(0.04, 12);
    // Squared differences 900 + 400 + 100 + 0 + 3600 = 5000, over 4, root.
    expect(std).toBeCloseTo(Math.sqrt(1250) / 1000, 12);
    expect([median, q10, q90].map((value) => Math.round(value * 1e6))).toEqual([30000, 14000, 76000]);
  });

  test('is empty without results, and does not depend on their order', () => {
    expect(summarize([], () => 0)).toEqual([]);
    const results = [...trialsAt(1e-3, [3, 1, 4, 1, 5, 9, 2, 6]), ...trialsAt(1e-4, [2, 7, 1, 8, 2, 8])];
    fc.assert(
      fc.property(fc.shuffledSubarray(results, { minLength: results.length }), (shuffled) => {
        expect(summarize(shuffled, () => 1)).toEqual(summarize(results, () => 1));
      }),
    );
  });

  test('keeps median and quantiles between the extremes and the mean within them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 60 }), (wrong) => {
        const [point] = summarize(trialsAt(1e-3, wrong), () => 0);
        const [low, high] = [Math.min(...wrong) / 1000, Math.max(...wrong) / 1000];
        const ordered = [low, point!.q10, point!.median, point!.q90, high];
        expect([...ordered].sort((a, b) => a - b)).toEqual(ordered);
        expect(point!.mean).toBeGreaterThanOrEqual(low - 1e-12);
        expect(point!.mean).toBeLessThanOrEqual(high + 1e-12);
        expect(point!.std).toBeLessThanOrEqual((high - low) * Math.SQRT1_2 + 1e-12);
      }),
    );
  });

  test('stays exact where a one-pass sum of squares would lose everything', () => {
    const [point] = summarize(
      trialsAt(1e-3, [999_999_998, 999_999_999, 1_000_000_000], 1_000_000_000),
      () => 0,
    );
    expect(point!.std * 1e9).toBeCloseTo(1, 5);
  });
});

test('chanceError of ten classes is 0.9', () => expect(chanceError(10)).toBeCloseTo(0.9, 15));

test('increasePoints counts from the fault-free error, in points, and may be negative', () => {
  expect(increasePoints(0.05, 0.019)).toBeCloseTo(3.1, 12);
  expect(increasePoints(0.018, 0.019)).toBeCloseTo(-0.1, 12);
  expect(increasePoints(0.019, 0.019)).toBe(0);
});

describe('the interval of a mean', () => {
  const intervalOf = (wrong: readonly number[]) => summarize(trialsAt(1e-3, wrong), () => 1)[0]!.meanInterval;

  test('is Student’s, as worked out by hand, within [0, 1]', () => {
    // Mean 40 of 1,000, deviation √1250, five trials: t with 4 degrees of freedom is 2.776.
    const reach = (2.7764451 * Math.sqrt(1250)) / Math.sqrt(5) / 1000;
    const { low, high } = meanInterval(0.04, Math.sqrt(1250) / 1000, 5);
    expect(low).toBe(0);
    expect(high).toBeCloseTo(0.04 + reach, 8);
    expect(meanInterval(0.99, 0.1, 5).high).toBe(1);
  });

  test('needs five trials that differ from the most frequent count', () => {
    const alike = Array<number>(25).fill(16);
    expect(intervalOf([...alike, 17, 17, 18, 16, 15])).toBeNull();
    expect(intervalOf([...alike, 17, 17, 18, 19, 15])).not.toBeNull();
    expect(intervalOf([16, 17])).toBeNull();
  });

  test.each([10, 30])(
    'holds the mean of skewed errors about as often as theory says, in samples of %d',
    (n) => {
      // 20 + 40 E images of 1,000, E exponential: mean 60, skewness 2.
      const out = new Uint32Array(4);
      let covered = 0;
      for (let sample = 0; sample < 2000; sample++) {
        const wrong = Array.from({ length: n }, (_, trial) => {
          philox4x32(trial, sample, n, 0, 0x6d65616e, 0, out);
          return Math.min(1000, 20 - 40 * Math.log((out[0]! + 1) / 2 ** 32));
        });
        const { low, high } = intervalOf(wrong)!;
        if (low <= 0.06 && high >= 0.06) covered++;
      }
      // An exponential is more skewed than measured layers. Theory gives 0.90 and 0.925; ± 1.96
      // σ/√n would give less.
      expect(covered / 2000).toBeGreaterThan(n === 10 ? 0.88 : 0.91);
      expect(covered / 2000).toBeLessThan(0.97);
    },
  );
});

test('deviations have statistics of their values, and an interval that may exceed 1', () => {
  const values = [0.2, 0.5, 0.9, 1.4, 1.6, 2];
  const trials = values.map((value, trial) => ({ ber: 1e-3, trial, wrong: 0, total: 100, value }));
  const [point] = summarize(trials, () => 1);
  expect(point!.mean).toBeCloseTo(1.1, 12);
  expect(point!.median).toBeCloseTo(1.15, 12);
  // Student's t(5) at 97.5 % is 2.5706, the deviation √(2.36 / 5).
  const reach = (2.5706 * Math.sqrt(2.36 / 5)) / Math.sqrt(6);
  expect(point!.meanInterval!.high).toBeCloseTo(1.1 + reach, 3);
  expect(point!.meanInterval!.high).toBeGreaterThan(1);
  const shares = values.map((value, trial) => ({ ber: 1e-3, trial, wrong: 50 * value, total: 100 }));
  expect(summarize(shares, () => 1)[0]!.meanInterval!.high).toBeLessThanOrEqual(1);
});
