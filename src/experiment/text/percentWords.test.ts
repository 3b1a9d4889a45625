import { expect, it } from 'vitest';
import {
  hundredthsInterval,
  percent,
  percentInterval,
  percentOf,
  pointsText,
  wholePercent,
} from './percentWords';

it('gives two decimals below ten per cent and one above, never 10.00', () => {
  expect(percent(0.0168)).toBe('1.68\u00a0%');
  expect(percent(0.09999)).toBe('10.0\u00a0%');
  expect(percent(0.9)).toBe('90.0\u00a0%');
  expect(percentInterval({ low: 0.0937, high: 0.1222 })).toBe('9.37 to 12.2\u00a0%');
});

it('gives as many decimals as a sentence or a column wants', () => {
  expect([percentOf(0.0178), percentOf(0.1249, 0), percentOf(0.2, 2)]).toEqual(['1.8 %', '12 %', '20.00 %']);
  expect(hundredthsInterval({ low: 0.0528, high: 0.1242 })).toBe('5.28 to 12.42');
  expect(hundredthsInterval(null)).toBe('–');
  expect(wholePercent(0.866)).toBe('87%');
});

it('gives points their sign, and no more digits than they need', () => {
  expect([1.234, -0.5, 13.52, 0].map(pointsText)).toEqual(['+1.23', '−0.50', '+13.5', '0']);
});
