import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anySpec } from './anySpec.arbitrary';
import { experimentKey } from './experimentKey';
import { DEFAULT_SPEC, type ExperimentSpec } from './experimentSpec';
import { toInjection } from './toInjection';

describe('experimentKey', () => {
  const key = experimentKey(DEFAULT_SPEC);

  test('is not changed by grid, number of trials or the order of layers', () => {
    const same: Partial<ExperimentSpec> = {
      bers: { kind: 'list', bers: [1e-3] },
      trials: 1,
      layers: ['fc-3', 'fc-2', 'fc-1'],
    };
    expect(experimentKey({ ...DEFAULT_SPEC, ...same })).toBe(key);
  });

  test.each<Partial<ExperimentSpec>>([
    { data: 'mnist' },
    { weights: 'mnist' },
    { layers: ['fc-1'] },
    { format: { integerBits: 3, fractionBits: 5 } },
    { encoding: 'signMagnitude' },
    { numSamples: 999 },
    { measure: 'top5' },
    { measure: 'changed' },
    { seed: 8 },
    { rateCoupling: 'independent' },
    { sampling: 'count' },
  ])('is changed by %j', (change) => expect(experimentKey({ ...DEFAULT_SPEC, ...change })).not.toBe(key));

  test('tells words after ReLU apart where some fault, and is as it ever was elsewhere', () => {
    const unsigned = { ...DEFAULT_SPEC, reluWords: 'unsigned' } as const;
    expect(experimentKey(unsigned)).toBe(key);
    expect(key).toBe(
      'lenet-fc generated generated weights fc-1,fc-2,fc-3 Q2.6 twosComplement all 1000 7 nested bernoulli',
    );
    const signed = { ...DEFAULT_SPEC, structures: ['activations'] } as const;
    expect(experimentKey(signed)).toBe(
      'lenet-fc generated generated activations fc-1,fc-2,fc-3 - Q5.3 permanent twosComplement all 1000 7 nested bernoulli',
    );
    expect(experimentKey({ ...signed, reluWords: 'unsigned' })).not.toBe(experimentKey(signed));
    // The last layer has no ReLU.
    const scores = { ...signed, layers: ['fc-3'] };
    expect(experimentKey({ ...scores, reluWords: 'unsigned' })).toBe(experimentKey(scores));
  });

  test('of every kind of site is what browsers and receipts hold', () => {
    const gru = { ...DEFAULT_SPEC, model: 'ti-gru', layers: ['gru-1'], seed: 2 ** 32 - 1 };
    const written = { structures: ['activations', 'hiddenState'], lifetime: 'transient' } as const;
    const counted = { sampling: 'count', encoding: 'signMagnitude', bitPositions: [0, 3] } as const;
    expect(experimentKey({ ...gru, ...written, ...counted, rateCoupling: 'independent' })).toBe(
      'ti-gru generated generated activations,hiddenState gru-1 - Q5.3 transient signMagnitude 0,3 1000 4294967295 independent bernoulli',
    );
    const mixed = { structures: ['weights', 'activations'], reluWords: 'unsigned' } as const;
    expect(experimentKey({ ...DEFAULT_SPEC, ...mixed, ...counted })).toBe(
      'lenet-fc generated generated weights,activations fc-1,fc-2,fc-3 Q2.6 Q5.3 permanent signMagnitude unsigned 0,3 1000 7 nested count',
    );
  });

  test('is equal only for specs that give equal injections', () => {
    fc.assert(
      fc.property(anySpec, anySpec, (a, b) => {
        const same =
          JSON.stringify([a.model, a.data, a.weights, toInjection(a, 1e-3, 0)]) ===
          JSON.stringify([b.model, b.data, b.weights, toInjection(b, 1e-3, 0)]);
        expect(experimentKey(a) === experimentKey(b)).toBe(same);
      }),
    );
  });
});
