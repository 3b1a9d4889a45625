import { expect, it } from 'vitest';
import { tailDecades } from './tail';
import type { CensoredRate, Tick } from './tick';

const tick = (value: number, bound: CensoredRate['bound']): Tick => ({
  loss: 0,
  thresholdPoints: 0.1,
  ber: { value, bound },
  changedTrials: 0,
  interval: null,
});
const tail = (first: Tick, last: Tick) => tailDecades({ ticks: [first, last] });

it('counts the decades from the first tick to the last', () => {
  expect(tail(tick(1e-5, 'exact'), tick(1e-3, 'exact'))).toEqual({ value: 2, bound: 'exact' });
});

it('is only a lower bound when a tick lies outside the tested rates', () => {
  expect(tail(tick(1e-5, 'exact'), tick(1e-1, 'atLeast'))).toEqual({ value: 4, bound: 'atLeast' });
  expect(tail(tick(1e-6, 'atMost'), tick(1e-5, 'exact'))).toMatchObject({ bound: 'atLeast' });
  expect(tail(tick(1e-6, 'atMost'), tick(1e-1, 'atLeast'))).toMatchObject({ bound: 'atLeast' });
});

it('says nothing when both lie outside on the same side', () => {
  expect(tail(tick(1e-1, 'atLeast'), tick(1e-1, 'atLeast'))).toBeNull();
  expect(tail(tick(1e-6, 'atMost'), tick(1e-6, 'atMost'))).toBeNull();
});
