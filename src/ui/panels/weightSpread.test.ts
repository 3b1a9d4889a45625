import { describe, expect, it } from 'vitest';
import { histogramOf } from '../../core/weightHistogram';
import { clippedShare, joinHistograms, spreadBars } from './weightSpread';

describe('clippedShare', () => {
  const histogram = histogramOf('a', [-2.5, -1.5, -0.4, 0.1, 1, 3, 9, -9]);

  it.each([
    [1, 6 / 8],
    [2, 4 / 8],
    [3, 2 / 8],
    [4, 2 / 8],
    [5, 0],
  ])('with %d integer bits is %d', (integerBits, share) => {
    expect(clippedShare(histogram, integerBits)).toBe(share);
  });
});

describe('joinHistograms', () => {
  it('adds the chosen layers and gives the same object for the same input', () => {
    const histograms = [histogramOf('a', [0.1]), histogramOf('b', [0.1, -9])];
    const joined = joinHistograms(histograms, ['a', 'b'])!;
    expect(joined.bins.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(joined.below).toBe(1);
    expect(joinHistograms(histograms, ['none'])).toBeNull();
  });
});

describe('spreadBars', () => {
  it('spans weights and representable range by a power of two', () => {
    expect(spreadBars(histogramOf('a', [0.1, -0.3]), 1.98).limit).toBe(4);
    expect(spreadBars(histogramOf('a', [0.1, -3]), 0.9).limit).toBe(4);
    expect(spreadBars(histogramOf('a', [0.1]), 100).limit).toBe(8);
  });

  it('keeps every weight inside in some bar', () => {
    const { heights } = spreadBars(histogramOf('a', [0.1, -0.3, 0.31]), 1.98);
    expect(heights.filter((height) => height > 0).length).toBe(3);
  });
});
