import { describe, expect, it } from 'vitest';
import { bernoulliFlipChance } from './flipChance';

describe('bernoulliFlipChance', () => {
  it('is 1 - (1 - p)^bits', () => {
    // FC-3 of LeNetFC in Q2.6: P(none) is 0.4493 at 1e-4 (known answer 2 of the design).
    expect(1 - bernoulliFlipChance(8000, 1e-4)).toBeCloseTo(0.4493, 4);
    expect(bernoulliFlipChance(8000, 0)).toBe(0);
    expect(bernoulliFlipChance(1, 0.25)).toBe(0.25);
    expect(bernoulliFlipChance(3, 0.5)).toBe(0.875);
    // VGG16 in Q3.13: 2,213,502,976 bits.
    expect(bernoulliFlipChance(2_213_502_976, 4e-10)).toBeCloseTo(-Math.expm1(-0.8854011904), 6);
  });
});
