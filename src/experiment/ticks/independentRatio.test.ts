import { expect, it } from 'vitest';
import { independentRatio, type KnownTick } from './independentRatio';
import type { CensoredRate } from './tick';

const tick = (
  value: number,
  interval: KnownTick['interval'],
  bound: CensoredRate['bound'] = 'exact',
): KnownTick => ({
  ...{ loss: 5, ber: { value, bound }, interval },
});

it('joins intervals on the logarithmic scale: 0.3 and 0.4 decades are 0.5', () => {
  const a = tick(1e-2, { low: 10 ** -2.3, high: 10 ** -1.6 });
  const b = tick(1e-4, { low: 10 ** -4.3, high: 10 ** -3.6 });
  const { loss, ratio, interval } = independentRatio(a, b);
  expect([loss, ratio!.bound]).toEqual([5, 'exact']);
  expect(ratio!.value).toBeCloseTo(100, 9);
  expect(interval!.low).toBeCloseTo(10 ** 1.5, 9);
  expect(interval!.high).toBeCloseTo(10 ** 2.5, 9);
});

it('turns round with its ticks', () => {
  const a = tick(3e-3, { low: 1e-3, high: 5e-3 });
  const b = tick(2e-4, { low: 1e-4, high: 9e-4 });
  const [there, back] = [independentRatio(a, b), independentRatio(b, a)];
  expect(there.ratio!.value * back.ratio!.value).toBeCloseTo(1, 12);
  expect(there.interval!.low! * back.interval!.high!).toBeCloseTo(1, 12);
});

it('knows no end that lies beyond the tested rates, and no interval of a tick without one', () => {
  const exact = tick(1e-3, { low: 1e-4, high: 1e-2 });
  const open = tick(1e-3, { low: null, high: 1e-2 });
  expect(independentRatio(open, exact).interval!.low).toBeNull();
  expect(independentRatio(open, exact).interval!.high).not.toBeNull();
  expect(independentRatio(exact, open).interval!.high).toBeNull();
  expect(independentRatio(exact, { ...tick(1e-4, null), unresolved: 'flips' })).toEqual({
    ...{ loss: 5, ratio: { value: 10, bound: 'exact' } },
    ...{ interval: null, unresolved: { b: 'flips' } },
  });
});

it.each([
  ['exact', 'atMost', 'atLeast'],
  ['exact', 'atLeast', 'atMost'],
  ['atLeast', 'exact', 'atLeast'],
  ['atLeast', 'atMost', 'atLeast'],
  ['atMost', 'exact', 'atMost'],
  ['atMost', 'atLeast', 'atMost'],
  ['atLeast', 'atLeast', null],
  ['atMost', 'atMost', null],
] as const)('a tick that is %s over one that is %s is %s', (a, b, bound) => {
  const { ratio, interval } = independentRatio(tick(1e-2, null, a), tick(1e-3, null, b));
  expect(ratio?.bound ?? null).toBe(bound);
  expect(interval).toBeNull();
});
