import { expect, it } from 'vitest';
import { boundText, endsText } from './boundWords';
import { times } from './numberWords';

it('has the sign of a bound before the number, in its own digits', () => {
  expect(boundText({ value: 1.8e-5, bound: 'exact' }, (value) => value.toExponential(2))).toBe('1.80e-5');
  expect(boundText({ value: 2781, bound: 'atLeast' }, times)).toBe('≥ 2,781×');
  expect(boundText({ value: 0.25, bound: 'atMost' }, times)).toBe('≤ 0.25×');
});

it('names the ends of an interval, also those that lie beyond the grid', () => {
  expect(endsText({ low: 2.94, high: 3.58 }, String)).toBe('2.94 to 3.58');
  expect(endsText({ low: null, high: 3.58 }, times)).toBe('beyond the grid to 3.6×');
  expect(endsText({ low: 2, high: null }, times)).toBe('2× to beyond the grid');
  expect(endsText({ low: null, high: null }, times)).toBe('beyond the grid');
});
