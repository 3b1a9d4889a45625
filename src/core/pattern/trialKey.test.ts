import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_BER, MIN_BER } from './ber';
import { referenceKey } from './referencePattern.arbitrary';
import { deriveTrialKey } from './trialKey';

const anyU32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const anyRate = fc.double({ min: MIN_BER, max: MAX_BER, noNaN: true });

describe('deriveTrialKey', () => {
  test('gives what big integers give', () => {
    const anyRateCoupling = fc.constantFrom('nested' as const, 'independent' as const);
    const anySampling = fc.constantFrom('bernoulli' as const, 'count' as const);
    fc.assert(
      fc.property(
        fc.record({
          seed: anyU32,
          trial: anyU32,
          ber: anyRate,
          protocol: anyRateCoupling,
          sampling: anySampling,
        }),
        (trial) => {
          const { seed, trial: number, ber, protocol, sampling } = trial;
          const key = deriveTrialKey(seed, number, ber, protocol, sampling);
          expect(key.map(BigInt)).toEqual(referenceKey({ ...trial, tensor: 0, numWords: 1, width: 8 }));
        },
      ),
    );
  });

  test('gives swapped seed and trial different keys', () => {
    fc.assert(
      fc.property(anyU32, anyU32, (seed, trial) => {
        fc.pre(seed !== trial);
        const key = deriveTrialKey(seed, trial, 0, 'nested', 'bernoulli');
        expect(key).not.toEqual(deriveTrialKey(trial, seed, 0, 'nested', 'bernoulli'));
        expect(key).toEqual(deriveTrialKey(seed, trial, 0, 'nested', 'bernoulli'));
      }),
    );
  });

  test('gives 4,000 neighbouring seeds and trials 4,000 keys', () => {
    const keys = new Set<string>();
    for (let seed = 0; seed < 40; seed++) {
      for (let trial = 0; trial < 100; trial++) {
        keys.add(deriveTrialKey(seed, trial, 0, 'nested', 'bernoulli').join());
      }
    }
    expect(keys.size).toBe(4000);
  });

  test('ignores the rate when nested, and takes every bit of its double when independent', () => {
    const key = (ber: number, rateCoupling: 'nested' | 'independent') =>
      deriveTrialKey(2018, 3, ber, rateCoupling, 'bernoulli');
    expect(key(1e-3, 'nested')).toEqual(key(0.5, 'nested'));
    expect(key(1e-3, 'nested')).toEqual(key(0, 'independent'));
    expect(key(1e-3, 'independent')).not.toEqual(key(1e-3, 'nested'));
    expect(key(1e-3, 'independent')).not.toEqual(key(1e-3 * (1 + 2 ** -52), 'independent'));
    // Same low word, other high word.
    expect(key(0.25, 'independent')).not.toEqual(key(0.5, 'independent'));
  });

  test('never lets the two sampling rules share draws', () => {
    expect(deriveTrialKey(1, 2, 1e-3, 'nested', 'count')).not.toEqual(
      deriveTrialKey(1, 2, 1e-3, 'nested', 'bernoulli'),
    );
  });

  test.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses %d as seed and as trial', (value) => {
    expect(() => deriveTrialKey(value, 0, 0, 'nested', 'bernoulli')).toThrow(
      new RangeError(`Seed ${value} is not a u32: expected 0 to 4294967295`),
    );
    expect(() => deriveTrialKey(0, value, 0, 'nested', 'bernoulli')).toThrow(
      new RangeError(`Trial ${value} is not a u32: expected 0 to 4294967295`),
    );
  });
});
