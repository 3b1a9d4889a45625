import { describe, expect, it } from 'vitest';
import type { CurvePoint } from '../../experiment/results';
import { bandOf, cutsBand, showsMedian } from './bandOf';

const POINT: CurvePoint = {
  ber: 1e-3,
  trials: 30,
  mean: 0.2,
  std: 0.05,
  median: 0.19,
  q10: 0.1,
  q90: 0.4,
  expectedFlips: 2130,
};

describe('bandOf', () => {
  it('is the mean and one deviation, or the quantiles', () => {
    expect(bandOf(POINT, 'sigma', 0.9)).toMatchObject({ low: 0.15000000000000002, high: 0.25 });
    expect(bandOf(POINT, 'quantiles', 0.9)).toMatchObject({ low: 0.1, high: 0.4 });
  });

  it('is cut at 0 and at guessing, and says so', () => {
    expect(bandOf({ ...POINT, std: 0.3 }, 'sigma', 0.9)).toMatchObject({
      low: 0,
      clippedLow: true,
      clippedHigh: false,
    });
    expect(bandOf({ ...POINT, mean: 0.88 }, 'sigma', 0.9)).toMatchObject({ high: 0.9, clippedHigh: true });
    expect(cutsBand([POINT], 'sigma', 0.9)).toBe(false);
    expect(cutsBand([{ ...POINT, mean: 0.88 }], 'sigma', 0.9)).toBe(true);
  });
});

describe('showsMedian', () => {
  it('needs a gap of more than two points and eight trials', () => {
    expect(showsMedian([POINT])).toBe(false);
    expect(showsMedian([{ ...POINT, median: 0.17 }])).toBe(true);
    expect(showsMedian([{ ...POINT, median: 0.17, trials: 7 }])).toBe(false);
  });
});
