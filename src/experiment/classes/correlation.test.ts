import { describe, expect, test } from 'vitest';
import { pearson, spearman } from './correlation';

describe('pearson and spearman', () => {
  // Hand calculation: deviations (-2, -1, 0, 1, 2) and (-2, 0, -1, 2, 1) have products 8 over 10.
  test.each([
    ['a hand-calculated pair', [1, 2, 3, 4, 5], [1, 3, 2, 5, 4], 0.8, 0.8],
    ['a line', [1, 2, 4], [10, 20, 40], 1, 1],
    ['a falling line', [1, 2, 4], [-1, -2, -4], -1, -1],
    // Deviations (-1.5, -0.5, 0.5, 1.5) and (-21.25, -20.25, -12.25, 53.75) give 116.5 / sqrt(5 *
    // 3900.75).
    ['a curve that rises', [1, 2, 3, 4], [1, 2, 10, 76], 116.5 / Math.sqrt(5 * 3900.75), 1],
    // Ranks (0, 1.5, 1.5, 3) and (0, 1, 2, 3): 4.5 / sqrt(4.5 * 5).
    ['ties', [1, 2, 2, 3], [1, 2, 3, 4], 3 / Math.sqrt(10), 4.5 / Math.sqrt(22.5)],
    ['no relation', [1, 2, 3, 1, 2, 3], [1, 1, 1, 2, 2, 2], 0, 0],
    ['tiny numbers', [1e-160, 2e-160, 4e-160].map((x) => x * 1e10), [1, 2, 4], 1, 1],
    ['two pairs', [1, 2], [1, 2], null, null],
    ['none', [], [], null, null],
    ['a constant list', [0.1, 0.1, 0.1], [1, 2, 3], null, null],
    ['a constant second list', [1, 2, 3], [0.1, 0.1, 0.1], null, null],
  ])('of %s', (_, x, y, linear, ranked) => {
    for (const [found, wanted] of [
      [pearson(x, y), linear],
      [pearson(y, x), linear],
      [spearman(x, y), ranked],
      [spearman(y, x), ranked],
    ] as const) {
      if (wanted === null) expect(found).toBeNull();
      else expect(found).toBeCloseTo(wanted, 12);
    }
  });

  test('refuse lists of different length', () => {
    expect(() => pearson([1, 2, 3], [1, 2])).toThrow('Cannot correlate 3 with 2 values: expected as many');
  });
});
