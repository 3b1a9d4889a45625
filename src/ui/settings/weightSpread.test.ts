import { describe, expect, it } from 'vitest';
import { histogramOf } from '../../core/network/weightHistogram';
import { type Encoding, valueRange } from '../../core/words/qformat';
import { clippedShare, joinHistograms, spreadBars } from './weightSpread';

describe('clippedShare', () => {
  const histogram = histogramOf('a', [[-2.5, -1.995, -0.4, 0.1, 1.4, 3, 9, -9]]);

  // The range of Qm.6 ends at bin edges: 2^(m-1) - 1/64, and -2^(m-1) or the negative of the first.
  it.each([
    [1, 6, 'twosComplement', 6 / 8, true],
    [2, 6, 'twosComplement', 4 / 8, true],
    [2, 6, 'signMagnitude', 5 / 8, true],
    [3, 6, 'twosComplement', 2 / 8, true],
    [4, 6, 'twosComplement', 2 / 8, true],
    [2, 13, 'signMagnitude', 4 / 8, false],
    // The bins of -4 and 4 - 1/8192 are empty, so the nearest edges give the exact share.
    [3, 13, 'signMagnitude', 2 / 8, true],
    [2, 1, 'twosComplement', 4 / 8, true],
    [5, 6, 'twosComplement', 0, false],
  ] as const)('of Q%d.%d in %s is %d', (integerBits, fractionBits, encoding: Encoding, share, exact) => {
    const range = valueRange({ integerBits, fractionBits }, encoding);
    expect(clippedShare(histogram, range)).toEqual({ share, exact });
  });

  it('is exact beyond the bins if no weight is there, and 0 without weights', () => {
    const wide = valueRange({ integerBits: 6, fractionBits: 6 }, 'twosComplement');
    expect(clippedShare(histogramOf('a', [[0.1, -3]]), wide)).toEqual({ share: 0, exact: true });
    expect(clippedShare(histogramOf('a', [[]]), wide)).toEqual({ share: 0, exact: true });
  });
});

describe('joinHistograms', () => {
  it('adds the chosen layers and gives the same object for the same input', () => {
    const histograms = [histogramOf('a', [[0.1]]), histogramOf('b', [[0.1, -9]])];
    const joined = joinHistograms(histograms, ['a', 'b'])!;
    expect(joined.bins.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(joined.below).toBe(1);
    expect(joinHistograms(histograms, ['none'])).toBeNull();
  });
});

describe('spreadBars', () => {
  it('spans weights and representable range by a power of two', () => {
    expect(spreadBars(histogramOf('a', [[0.1, -0.3]]), 1.98).limit).toBe(4);
    expect(spreadBars(histogramOf('a', [[0.1, -3]]), 0.9).limit).toBe(4);
    expect(spreadBars(histogramOf('a', [[0.1]]), 100).limit).toBe(8);
  });

  it('keeps every weight inside in some bar', () => {
    const { heights } = spreadBars(histogramOf('a', [[0.1, -0.3, 0.31]]), 1.98);
    expect(heights.filter((height) => height > 0).length).toBe(3);
  });
});
