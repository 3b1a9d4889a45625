import { describe, expect, test } from 'vitest';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { baselineOf } from '../sweep/measurement.fake';
import type { Measurement } from '../sweep/results';
import { compareTicks, incomparableSetting } from './comparison';

const BERS = [1e-5, 1e-4, 1e-3, 1e-2];

/**
 * Makes an increase that crosses every threshold around `kneeBer`, with some spread over trials.
 */
function measured(kneeBer: number, change: Partial<Measurement['spec']> = {}): Measurement {
  return {
    spec: { ...DEFAULT_SPEC, bers: { kind: 'list', bers: BERS }, trials: 30, ...change },
    baseline: baselineOf(17, 20),
    results: BERS.flatMap((ber) =>
      Array.from({ length: 30 }, (_, trial) => ({
        ...{ ber, trial, total: 1000 },
        wrong: 20 + Math.min(900, Math.round((300 + 5 * (trial % 7)) * (ber / kneeBer))),
      })),
    ),
  };
}

describe('compareTicks', () => {
  test('tells the ratio of shifted curves and that their intervals are apart', () => {
    const { arePaired, ticks } = compareTicks(measured(1e-2), measured(1e-3))!;
    expect(arePaired).toBe(true);
    const [, one, five] = ticks;
    for (const tick of [one!, five!]) {
      expect(tick.ratio.ratio!.value).toBeGreaterThan(5);
      expect(tick.areApart).toBe(true);
    }
  });

  test('finds nothing apart in equal measurements', () => {
    const { ticks } = compareTicks(measured(1e-3), measured(1e-3))!;
    expect(ticks.map(({ a }) => a.loss)).toEqual([0, 1, 5, 10]);
    for (const { areApart } of ticks) expect(areApart).not.toBe(true);
    expect(ticks[2]!.areApart).toBe(false);
    expect(ticks[2]!.ratio.ratio).toEqual({ value: 1, bound: 'exact' });
  });

  test('takes an interval that leaves the tested rates for all rates beyond', () => {
    // 10 points are lost at the highest rate, within the spread of trials.
    const last = measured(3.12e-2);
    const tick = compareTicks(last, last)!.ticks[3]!;
    expect(tick.a).toMatchObject({ ber: { bound: 'exact' }, interval: { high: null } });
    expect(tick.areApart).toBe(false);
    expect(compareTicks(last, measured(1e-3))!.ticks[3]!.areApart).toBe(true);
  });

  test('cannot say whether ticks outside the tested rates are apart', () => {
    const { ticks } = compareTicks(measured(1e6), measured(1e-3))!;
    expect(ticks[2]!.a.ber.bound).toBe('atLeast');
    expect(ticks[2]!.areApart).toBeNull();
  });

  test('says when measurements are not paired', () => {
    for (const change of [{ seed: 8 }, { rateCoupling: 'independent' }, { sampling: 'count' }] as const) {
      expect(compareTicks(measured(1e-2), measured(1e-3, change))!.arePaired).toBe(false);
    }
  });

  test('pairs what shares streams: no two layers, and no weights with activations', () => {
    const arePaired = (a: Partial<Measurement['spec']>, b: Partial<Measurement['spec']>) =>
      compareTicks(measured(1e-2, a), measured(1e-3, b))!.arePaired;
    expect(arePaired({ layers: ['fc-1'] }, {})).toBe(true);
    expect(arePaired({ layers: ['fc-1'] }, { layers: ['fc-2'] })).toBe(false);
    expect(arePaired({}, { structures: ['weights', 'activations'] })).toBe(true);
    expect(arePaired({}, { structures: ['activations'] })).toBe(false);
  });

  test('has nothing to compare without trials', () => {
    expect(compareTicks(measured(1e-2), { ...measured(1e-3), results: [] })).toBeNull();
  });
});

describe('incomparableSetting', () => {
  const spec = DEFAULT_SPEC;
  test.each([
    [{ model: 'vgg' }, 'model'],
    [{ weights: 'mnist' }, 'weights'],
    [{ data: 'mnist' }, 'data'],
    [{ numSamples: 500 }, 'numSamples'],
    [{ format: { integerBits: 3, fractionBits: 13 } }, null],
    [{ layers: ['fc-1'], seed: 8, trials: 3, encoding: 'signMagnitude' }, null],
  ] as const)('of %j is %s', (change, setting) => {
    expect(incomparableSetting(spec, { ...spec, ...change })).toBe(setting);
  });
});
