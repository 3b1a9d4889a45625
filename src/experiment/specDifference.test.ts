import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC } from './spec';
import { describeDifference } from './specDifference';

describe('describeDifference', () => {
  it.each([
    [{}, ''],
    [{ format: { integerBits: 3, fractionBits: 13 } }, 'Q3.13'],
    [{ layers: ['fc-3'], seed: 0x7f3a9c01 }, 'fc-3, seed 7f3a9c01'],
    [{ data: 'mnist', weights: 'mnist' }, 'on MNIST, weights of MNIST'],
    [{ encoding: 'signMagnitude', sampling: 'count' }, 'sign-magnitude, count sampling'],
    [{ trials: 5 }, ''],
  ] as const)('names what %j changes', (change, text) => {
    expect(describeDifference({ ...DEFAULT_SPEC, ...change }, DEFAULT_SPEC)).toBe(text);
  });
});
