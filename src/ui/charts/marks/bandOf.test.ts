import { describe, expect, it } from 'vitest';
import { checkBerGrid } from '../../../experiment/sweep/berGrid';
import type { CurvePoint } from '../../../experiment/sweep/results';
import { bandOf, cutsBand, hasBand, isMedianFar, showsTrials } from './bandOf';

const POINT: CurvePoint = {
  ber: 1e-3,
  trials: 30,
  mean: 0.2,
  std: 0.05,
  meanInterval: null,
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

  it('has no ceiling for errors that are no shares', () => {
    const bits = { ...POINT, mean: 8, std: 2, q90: 20 };
    expect(bandOf(bits, 'sigma', Math.log2(37))).toMatchObject({ low: 6, high: 10, clippedHigh: false });
    expect(bandOf(bits, 'quantiles', 1)).toMatchObject({ high: 20, clippedHigh: false });
  });
});

describe('the legend entry', () => {
  const grid = checkBerGrid({ kind: 'list', bers: [1e-3, 1e-2, 1e-1] });
  const at = (ber: number, trials: number) => ({ ...POINT, ber, trials });

  it('is a band from eight trials at two neighbouring rates on', () => {
    expect(hasBand([at(1e-3, 8), at(1e-2, 8)], grid)).toBe(true);
    expect(hasBand([at(1e-3, 8), at(1e-2, 7), at(1e-1, 8)], grid)).toBe(false);
    expect(hasBand([at(1e-3, 8), at(1e-1, 8)], grid)).toBe(false);
  });

  it('is single trials from two to seven', () => {
    expect([1, 2, 7, 8].map((trials) => showsTrials(at(1e-3, trials)))).toEqual([false, true, true, false]);
  });
});

describe('isMedianFar', () => {
  it('needs a gap of more than two points, faults and eight trials', () => {
    expect(isMedianFar(POINT)).toBe(false);
    expect(isMedianFar({ ...POINT, median: 0.16 })).toBe(true);
    expect(isMedianFar({ ...POINT, median: 0.24 })).toBe(true);
    expect(isMedianFar({ ...POINT, median: 0.16, ber: 0 })).toBe(false);
    expect(isMedianFar({ ...POINT, median: 0.179, std: 0 })).toBe(true);
    expect(isMedianFar({ ...POINT, median: 0.179, std: 0, trials: 7 })).toBe(false);
  });

  it('needs a gap above the noise of mean and median', () => {
    const median = 0.17;
    expect(isMedianFar({ ...POINT, median })).toBe(false);
    expect(isMedianFar({ ...POINT, median, trials: 150 })).toBe(true);
  });
});
