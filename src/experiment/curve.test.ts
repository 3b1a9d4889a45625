import { describe, expect, test } from 'vitest';
import { expectedFlipsOf, makeCurve, numSiteBits } from './curve';
import type { TrialResult } from './results';
import { DEFAULT_SPEC } from './spec';

const count = (wrong: number) => ({ wrong, total: 1000, wrongPerClass: [], flips: 0 });

describe('expected flips', () => {
  // LeNetFC in Q2.6 has 266,200 · 8 = 2,129,600 weight bits (Table 1).
  test('are bits times rate, and double with the width', () => {
    expect(numSiteBits(DEFAULT_SPEC)).toBe(2_129_600);
    expect(expectedFlipsOf(DEFAULT_SPEC, 1e-3)).toBeCloseTo(2129.6, 9);
    const wide = { ...DEFAULT_SPEC, format: { integerBits: 3, fractionBits: 13 } };
    expect(expectedFlipsOf(wide, 1e-3)).toBeCloseTo(2 * 2129.6, 9);
    expect(expectedFlipsOf(DEFAULT_SPEC, 0)).toBe(0);
  });

  // The count rule's floors per layer: 1881, 240 and 8 at 1e-3; 188, 24 and 0 at 1e-4.
  test.each([
    [1e-3, 1881 + 240 + 8],
    [1e-4, 188 + 24],
    [1e-5, 18 + 2],
  ])('of the count rule at %d are %i', (ber, flips) => {
    expect(expectedFlipsOf({ ...DEFAULT_SPEC, sampling: 'count' }, ber)).toBe(flips);
  });
});

describe('makeCurve', () => {
  const results: TrialResult[] = [40, 60].map((wrong, trial) => ({ ...count(wrong), ber: 1e-3, trial }));

  test('joins points with the levels beside them', () => {
    const curve = makeCurve(DEFAULT_SPEC, { float: count(18), quantized: count(19) }, results);
    expect(curve).toMatchObject({
      floatError: 0.018,
      baselineError: 0.019,
      resolution: 1e-3,
      plannedTrials: 30,
    });
    expect(curve.chance).toBeCloseTo(0.9, 12);
    expect(curve.points).toHaveLength(1);
    expect(curve.points[0]).toMatchObject({ ber: 1e-3, trials: 2, mean: 0.05 });
  });

  test('has no levels before the baseline is back', () => {
    expect(makeCurve(DEFAULT_SPEC, null, [])).toMatchObject({
      points: [],
      floatError: null,
      baselineError: null,
    });
  });
});
