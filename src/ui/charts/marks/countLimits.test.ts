import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../../experiment/settings/experimentSpec';
import { countLimitSentence, countLimits, footRates, noneOfAll } from './countLimits';

// LeNetFC in Q2.6: layers of 1,881,600, 240,000 and 8,000 bits of weights.
const COUNT: ExperimentSpec = { ...DEFAULT_SPEC, sampling: 'count' };
const FC3: ExperimentSpec = { ...COUNT, layers: ['fc-3'] };
const DOMAIN = { from: 1e-6, to: 1e-1 };

describe('countLimits', () => {
  it('are none under independent flips, and for activations', () => {
    const none = { none: null, layers: [] };
    expect(countLimits(DEFAULT_SPEC, DOMAIN)).toEqual(none);
    expect(countLimits({ ...COUNT, structures: ['activations'] }, DOMAIN)).toEqual(none);
  });

  it('are the first flip of all layers, and that of each further layer', () => {
    expect(countLimits(COUNT, { from: 1e-7, to: 1e-1 })).toEqual({
      none: 1 / 1_881_600,
      layers: [1 / 240_000, 1 / 8000],
    });
    expect(countLimits(FC3, DOMAIN)).toEqual({ none: 1 / 8000, layers: [] });
  });

  it('are left out outside the axis', () => {
    expect(countLimits(COUNT, DOMAIN)).toEqual({ none: null, layers: [1 / 240_000, 1 / 8000] });
    expect(countLimits(COUNT, { from: 1e-5, to: 1e-4 })).toEqual({ none: null, layers: [] });
    expect(countLimits(FC3, { from: 1e-6, to: 1e-4 }).none).toBe(1 / 8000);
  });

  it('have no rate without flips if activations flip independently as well', () => {
    expect(countLimits({ ...FC3, structures: ['weights', 'activations'] }, DOMAIN)).toEqual({
      none: null,
      layers: [1 / 8000],
    });
  });
});

describe('the limits of several series', () => {
  const [early, late, free] = [
    { none: 1e-5, layers: [1e-3] },
    { none: 1e-4, layers: [] },
    { none: null, layers: [] },
  ];

  it('have a common area up to the lowest first flip', () => {
    expect(noneOfAll([early, late])).toBe(1e-5);
    expect(noneOfAll([early, free])).toBeNull();
    expect(noneOfAll([])).toBeNull();
  });

  it('have marks except at the end of the common area', () => {
    expect(footRates(early, [early, late])).toEqual([1e-3]);
    expect(footRates(late, [early, late])).toEqual([1e-4]);
    expect(footRates(early, [early, free])).toEqual([1e-5, 1e-3]);
  });
});

it.each<[string, Partial<ExperimentSpec>]>([
  ['', { sampling: 'bernoulli' }],
  ['A fixed count flips no bit below 1.25 × 10⁻⁴.', { layers: ['fc-3'] }],
  ['A fixed count flips no bit of some layers below 1.25 × 10⁻⁴.', {}],
  [
    'A fixed count flips no bit below 4.17 × 10⁻⁶ and no bit of some layers below 1.25 × 10⁻⁴.',
    { layers: ['fc-2', 'fc-3'] },
  ],
  [
    'A fixed count flips no bit of the weights of some layers below 1.25 × 10⁻⁴.',
    { structures: ['weights', 'activations'] },
  ],
])('says "%s"', (sentence, change) => {
  expect(countLimitSentence({ ...COUNT, ...change })).toBe(sentence);
});
