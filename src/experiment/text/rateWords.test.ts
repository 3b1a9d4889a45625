import { expect, it } from 'vitest';
import { tickText } from './rateWords';

const ber = { value: 1.84e-5, bound: 'exact' } as const;

it('follows a rate with its interval, in the same digits', () => {
  const interval = { low: 1.26e-5, high: null };
  expect(tickText({ ber, interval }, 'not resolved')).toBe(
    '1.84e-5 (95 % over trials: 1.26e-5 to beyond the grid)',
  );
  expect(tickText({ ber, interval }, '', 1, '95 %')).toBe('1.8e-5 (95 %: 1.3e-5 to beyond the grid)');
});

it('follows a rate without an interval with the reason, and a bound with nothing', () => {
  expect(tickText({ ber, interval: null }, 'not resolved')).toBe('1.84e-5 (not resolved)');
  expect(tickText({ ber: { ...ber, bound: 'atMost' }, interval: null }, 'not resolved')).toBe('≤ 1.84e-5');
});
