import { describe, expect, test } from 'vitest';
import { intervalOf } from './tickInterval';

describe('intervalOf', () => {
  const exactly = (at: number) => ({ low: at, high: at });
  /** Replicates at 0, 1, 2 … thousandths of a decade, from the highest to the lowest. */
  const drawn = Array.from({ length: 1001 }, (_, index) => exactly(1 - index / 1000));
  /** Values without one group each: three groups of 30 lower the value much, or raise it. */
  const skewed = (side: 1 | -1) =>
    Array.from({ length: 30 }, (_, group) => exactly(side * (group < 3 ? -0.09 : 0.01)));
  const alike = skewed(1).map(() => exactly(0.5));
  const ranksOf = (trials: number, measured: number, deleted = alike) => {
    const { low, high } = intervalOf({ drawn, measured: [exactly(measured)], deleted }, trials);
    return [low!, high!].map((end) => Math.round(1e6 * Math.log10(end)) / 1000);
  };

  test('takes the ranks of Student’s interval, rounded outwards', () => {
    // By tables: t of 29 is 2.0452, times √(30/29) is 2.0801. The share of a normal beyond it is
    // 0.01876: rank 18.76 of 1,000.
    expect(ranksOf(30, 0.5)).toEqual([18, 982]);
    // t of 4 is 2.7764, times √(5/4) is 3.1042: 0.00095.
    expect(ranksOf(5, 0.5)).toEqual([0, 1000]);
    // For ever more trials the rank tends to 25 from below: here 24.99.
    expect(ranksOf(1e5, 0.5)).toEqual([24, 976]);
  });

  test('moves an end outwards, never inwards, if a few trials decide the value', () => {
    // The influences are 27 of ∓0.01 and 3 of ±0.09. Their acceleration is
    // ±0.00216 / (6 · 0.027^1.5) = ±0.0811.
    // Upper end: 2.0801 / (1 - 0.0811 · 2.0801) = 2.5025, beyond which lie 0.0062. The lower end
    // would move in to -1.7797.
    expect(ranksOf(30, 0.5, skewed(1))).toEqual([18, 994]);
    expect(ranksOf(30, 0.5, skewed(-1))).toEqual([6, 982]);
  });

  test('moves an end outwards, never inwards, if most replicates lie on one side of the value', () => {
    // 0.4 of the replicates lie below: z0 = -0.2533. Lower end: -2.0801 - 2 · 0.2533 = -2.5868,
    // beyond which lie 0.0048.
    expect(ranksOf(30, 0.4)).toEqual([4, 982]);
    expect(ranksOf(30, 0.6)).toEqual([18, 996]);
    // With the acceleration: -0.2533 - 2.3334 / (1 + 0.0811 · 2.3334) = -2.2153, and 0.0134.
    expect(ranksOf(30, 0.4, skewed(1))).toEqual([13, 982]);
    expect(ranksOf(30, 0.6, skewed(-1))).toEqual([18, 987]);
  });

  test('compares a replicate with the value of its own interpolation', () => {
    // Even replicates scatter around 0.2 and odd ones around 0.8: no bias.
    const apart = drawn.map((_, index) => exactly((index % 2 === 0 ? 0.2 : 0.8) + (index - 500) / 1e4));
    const measured = [exactly(0.2), exactly(0.8)];
    const { low, high } = intervalOf({ drawn: apart, measured, deleted: alike }, 30);
    const { low: wrongLow, high: wrongHigh } = intervalOf(
      { drawn: apart, measured: [measured[0]!], deleted: alike },
      30,
    );
    expect([Math.log10(low!), Math.log10(high!)].map((end) => end.toFixed(4))).toEqual(['0.1536', '0.8463']);
    expect([wrongLow! < low!, wrongHigh! > high!]).toEqual([true, false]);
  });

  test('has an open end where a replicate at its rank has one', () => {
    const open = [{ low: Number.NEGATIVE_INFINITY, high: 0 }, ...Array(200).fill(exactly(1))];
    const resampling = { drawn: open, measured: [exactly(1)], deleted: [] };
    expect(intervalOf(resampling, 4)).toEqual({ low: null, high: 10 });
  });

  test('takes the tested rate that a group’s value lies beyond', () => {
    const beyond = skewed(1).map((value) =>
      value.low < 0 ? { low: Number.NEGATIVE_INFINITY, high: value.high } : value,
    );
    expect(ranksOf(30, 0.5, beyond)).toEqual([18, 994]);
    const unknown = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    expect(ranksOf(30, 0.5, [...skewed(1), unknown])).toEqual([18, 994]);
  });
});
