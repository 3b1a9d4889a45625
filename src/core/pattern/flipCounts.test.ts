import { describe, expect, test } from 'vitest';
import { CATALOG } from '../network/catalog';
import { numWeights } from '../network/model';
import type { RateCoupling } from '../site/injection';
import { drawFaultPattern, numCountDraws } from './faultPattern';
import { deriveTrialKey } from './trialKey';

// Known answer 2 (docs/known-answers.md) for FC-3 of LeNetFC at Q2.6: the layer whose curve has
// steps in the paper's Fig. 4. Flip counts of the whole network and the floors of all its layers
// are tested in faultPattern.test.ts.
const layer = CATALOG.get('lenet-fc')!.layers.at(-1)!;
const FC3 = { tensor: layer.tensors[0]!.tensor, numWords: 1_000, width: 8 };

function countFlips(ber: number, trial: number): number {
  const key = deriveTrialKey(2018, trial, ber, 'nested', 'count');
  return drawFaultPattern(FC3, { key, sampling: 'count', ber }).length;
}

test('FC-3 has 1,000 weights (control)', () => expect(numWeights(layer)).toBe(FC3.numWords));

describe('the count rule in FC-3', () => {
  const STEPS = [1.25e-4, 2.5e-4, 3.75e-4, 5e-4, 6.25e-4, 7.5e-4, 8.75e-4, 1e-3];

  test.each(STEPS.map((ber, index) => [index + 1, ber] as const))(
    'steps to %d draws at rate %d and not before',
    (draws, ber) => {
      expect(numCountDraws(FC3, ber)).toBe(draws);
      expect(numCountDraws(FC3, ber * (1 - 1e-12))).toBe(draws - 1);
      // Two draws of the same bit cancel.
      for (let trial = 0; trial < 50; trial++) {
        expect(countFlips(ber * (1 - 1e-12), trial) % 2).toBe((draws - 1) % 2);
        expect(draws - countFlips(ber, trial)).toBeGreaterThanOrEqual(0);
        expect((draws - countFlips(ber, trial)) % 2).toBe(0);
      }
    },
  );

  test('flips nothing below its first step', () => {
    for (let trial = 0; trial < 100; trial++) expect(countFlips(1.249e-4, trial)).toBe(0);
  });
});

describe('the bernoulli rule in FC-3 at rate 1e-4', () => {
  const TRIALS = 20_000;

  // Hand calculation: 0.9999^8000 = 0.4493, and 8000 · 1e-4 / 0.9999 times that = 0.3595.
  test.each(['nested', 'independent'] as const satisfies readonly RateCoupling[])(
    'flips nothing in 0.4493 of the trial keys and one bit in 0.3595, n = 20,000, within 4 sigma: %s',
    (rateCoupling) => {
      const times = [0, 0];
      for (let trial = 0; trial < TRIALS; trial++) {
        const key = deriveTrialKey(1804, trial, 1e-4, rateCoupling, 'bernoulli');
        const flips = drawFaultPattern(FC3, { key, sampling: 'bernoulli', ber: 1e-4 }).length;
        if (flips < 2) times[flips]!++;
      }
      for (const [flips, probability] of [0.4493, 0.3595].entries()) {
        const sigma = Math.sqrt((probability * (1 - probability)) / TRIALS);
        expect(Math.abs(times[flips]! / TRIALS - probability)).toBeLessThan(4 * sigma);
      }
    },
  );
});
