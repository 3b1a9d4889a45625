import { expect, test } from 'vitest';
import { DEFAULT_SPEC } from './experimentSpec';
import { faultFreeRun, toInjection } from './toInjection';

test('toInjection carries everything that decides a trial', () => {
  expect(toInjection(DEFAULT_SPEC, 3.16e-4, 17)).toEqual({
    site: {
      structures: ['weights'],
      layers: ['fc-1', 'fc-2', 'fc-3'],
      format: { integerBits: 2, fractionBits: 6 },
      activationFormat: { integerBits: 5, fractionBits: 3 },
      encoding: 'twosComplement',
      reluWords: 'signed',
      bitPositions: null,
      lifetime: 'permanent',
    },
    sampling: 'bernoulli',
    rateCoupling: 'nested',
    seed: 7,
    ber: 3.16e-4,
    trial: 17,
    numSamples: 1000,
  });
});

test('toInjection and faultFreeRun name a measure other than top-1 error', () => {
  const spec = { ...DEFAULT_SPEC, measure: 'changed' } as const;
  expect(toInjection(spec, 1e-3, 0).measure).toBe('changed');
  const { site, numSamples } = toInjection(DEFAULT_SPEC, 1e-3, 0);
  expect(faultFreeRun(spec)).toEqual({ site, numSamples, measure: 'changed' });
  expect(faultFreeRun(DEFAULT_SPEC)).toEqual({ site, numSamples });
});
