import { describe, expect, test } from 'vitest';
import { measureCpu } from '../../core/cpuTime.fake';
import { normalQuantile, normalTail, studentQuantile } from './studentT';

describe('studentQuantile', () => {
  // Printed tables, e.g. NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
  test.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [4, 2.776],
    [7, 2.365],
    [29, 2.045],
    [30, 2.042],
    [100, 1.984],
    [10_000, 1.96],
  ])('with %d degrees of freedom is the %d of printed tables', (freedom, printed) => {
    expect(Math.abs(studentQuantile(freedom) - printed)).toBeLessThan(6e-4);
  });

  test.each([
    [199, 1.971956544],
    [200, 1.971896224],
    [1000, 1.962339081],
  ])('with %d degrees of freedom is %d, whichever way it is computed', (freedom, exact) => {
    expect(Math.abs(studentQuantile(freedom) - exact)).toBeLessThan(1e-9);
  });

  test('takes no longer for many degrees of freedom', () => {
    const { result, cpuMs } = measureCpu(() =>
      Array.from({ length: 200 }, (_, index) => studentQuantile(100_000 + index)),
    );
    expect(result.every((quantile, index) => index === 0 || quantile < result[index - 1]!)).toBe(true);
    expect(cpuMs).toBeLessThan(200);
  });

  test('refuses what is no number of degrees of freedom', () => {
    for (const freedom of [0, -1, 1.5, Number.NaN])
      expect(() => studentQuantile(freedom)).toThrow(RangeError);
  });
});

test.each([
  [0, 0.5],
  [1, 0.158655254],
  [1.959964, 0.025],
  [3, 0.001349898],
])('the normal tail beyond %d is %d', (z, share) => {
  expect(Math.abs(normalTail(z) - share)).toBeLessThan(1e-7);
});

test.each([
  [0.5, 0],
  [0.4, 0.253347],
  [0.025, 1.959964],
  [0.001, 3.090232],
])('the normal deviate with a tail of %d is %d', (share, z) => {
  expect(Math.abs(normalQuantile(share) - z)).toBeLessThan(4.5e-4);
});
