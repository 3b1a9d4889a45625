import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC } from './experimentSpec';
import { describeDifference } from './specDifference';

describe('describeDifference', () => {
  it.each([
    [{}, ''],
    [{ format: { integerBits: 3, fractionBits: 13 } }, 'Q3.13'],
    [{ layers: ['fc-3'], seed: 0x7f3a9c01 }, 'fc-3, seed 7f3a9c01'],
    [{ data: 'mnist', weights: 'mnist' }, 'on MNIST, weights of MNIST'],
    [{ encoding: 'signMagnitude', sampling: 'count' }, 'sign-magnitude, a fixed number of bits flips'],
    [{ rateCoupling: 'independent' }, 'every rate draws its own flips'],
    [{ trials: 5 }, ''],
    [{ activationFormat: { integerBits: 4, fractionBits: 4 }, lifetime: 'transient' }, ''],
    [{ structures: ['activations'], lifetime: 'transient' }, 'activations, Q5.3, transient faults'],
    [
      { structures: ['weights', 'activations'], bitPositions: [0] },
      'weights and activations, Q5.3 activations, sign bits, permanent faults',
    ],
    [
      { structures: ['activations'], reluWords: 'unsigned' },
      "activations, Q5.3, permanent faults, two's complement, unsigned after ReLU",
    ],
  ] as const)('names what %j changes', (change, text) => {
    expect(describeDifference({ ...DEFAULT_SPEC, ...change }, DEFAULT_SPEC)).toBe(text);
  });

  it('leaves out what an experiment does not feel', () => {
    const other = { ...DEFAULT_SPEC, structures: ['activations'] } as const;
    expect(describeDifference(DEFAULT_SPEC, other)).toBe('weights, Q2.6');
  });
});
