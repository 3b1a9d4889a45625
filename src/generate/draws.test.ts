import { describe, expect, test } from 'vitest';
import { Draws } from './draws';

function take(count: number, draws: Draws, draw: (draws: Draws) => number): number[] {
  return Array.from({ length: count }, () => draw(draws));
}

describe('Draws', () => {
  test('repeats itself for the same key and not for a neighbouring one', () => {
    type Key = [seed: number, purpose: number, split: number, index: number];
    const units = (...key: Key) => take(9, new Draws(...key), (d) => d.unit());
    expect(units(1, 2, 3, 4)).toEqual(units(1, 2, 3, 4));
    const others: Key[] = [
      [2, 2, 3, 4],
      [1, 3, 3, 4],
      [1, 2, 4, 4],
      [1, 2, 3, 5],
    ];
    for (const other of others) expect(units(...other)).not.toEqual(units(1, 2, 3, 4));
  });

  test('normal has mean 0, deviation 1 and stays within 3.47', () => {
    const n = 100_000;
    const values = take(n, new Draws(7, 0, 0, 0), (draws) => draws.normal());
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
    // Five standard errors: 5 / sqrt(n), and 5 sqrt(1.7 / n) for the variance (the fourth moment is
    // 2.7).
    expect(Math.abs(mean)).toBeLessThan(0.016);
    expect(Math.abs(variance - 1)).toBeLessThan(0.021);
    expect(Math.max(...values.slice(0, 10_000).map(Math.abs))).toBeLessThan(3.47);
  });

  test('below reaches every integer under its end and no other', () => {
    const values = new Set(take(500, new Draws(7, 0, 0, 1), (draws) => draws.below(5)));
    expect([...values].sort()).toEqual([0, 1, 2, 3, 4]);
  });
});
