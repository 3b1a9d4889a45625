import { describe, expect, test } from 'vitest';
import { shuffledOrder } from './shuffle';

describe('shuffledOrder', () => {
  test('holds every number once', () => {
    expect([...shuffledOrder(1000, 1, 0)].sort((a, b) => a - b)).toEqual([...Array(1000).keys()]);
    expect(shuffledOrder(0, 1, 0)).toHaveLength(0);
    expect([...shuffledOrder(1, 1, 0)]).toEqual([0]);
  });

  test('repeats itself for a seed and an epoch, and changes with either', () => {
    const order = shuffledOrder(100, 1, 0);
    expect(shuffledOrder(100, 1, 0)).toEqual(order);
    expect(shuffledOrder(100, 2, 0)).not.toEqual(order);
    expect(shuffledOrder(100, 1, 1)).not.toEqual(order);
  });

  test('puts each number first equally often', () => {
    const counts = new Uint32Array(6);
    for (let epoch = 0; epoch < 6000; epoch++) counts[shuffledOrder(6, 3, epoch)[0]!]!++;
    // Expected 1000 with a deviation of 29: five deviations.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(145);
  });
});
