import { describe, expect, test } from 'vitest';
import { DEFAULT_SPEC, type ExperimentSpec } from '../settings/experimentSpec';
import type { TrialResult } from '../sweep/results';
import {
  berOfFlips,
  countsFlips,
  expectedFlipsOf,
  firstFlip,
  firstFlips,
  makeCurve,
  numSiteBits,
  numSiteWords,
  numTrialBits,
} from './curve';

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

  // Draws of the count rule per layer: 1881, 240 and 8 at 1e-3; 188, 24 and 0 at 1e-4.
  test.each([
    [1e-3, [1881, 240, 8]],
    [1e-4, [188, 24, 0]],
    [1e-5, [18, 2, 0]],
  ])('of the count rule at %d are those of %j draws, of which a few undo each other', (ber, draws) => {
    const bits = [1_881_600, 240_000, 8000];
    const flips = bits.map((count, layer) => (count * (1 - (1 - 2 / count) ** draws[layer]!)) / 2);
    const [found, drawn] = [
      expectedFlipsOf({ ...DEFAULT_SPEC, sampling: 'count' }, ber),
      draws.reduce((sum, each) => sum + each, 0),
    ];
    expect(found).toBeCloseTo(
      flips.reduce((sum, each) => sum + each, 0),
      6,
    );
    expect(found).toBeLessThan(drawn);
    expect(found).toBeGreaterThan(drawn * 0.998);
  });

  test('count every activation of a sample once, and again for each image where they are transient', () => {
    const spec: ExperimentSpec = { ...DEFAULT_SPEC, structures: ['activations'], sampling: 'count' };
    // 410 activations of Q5.3 (Table 1). Their bits flip independently under either rule.
    expect(numSiteBits(spec)).toBe(410 * 8);
    expect(expectedFlipsOf(spec, 1e-4)).toBeCloseTo(0.328, 12);
    expect(expectedFlipsOf({ ...spec, lifetime: 'transient' }, 1e-4)).toBeCloseTo(328, 9);
    expect(numSiteBits({ ...spec, bitPositions: [0] })).toBe(410);
  });

  test('rest on all bits that a trial draws faults for', () => {
    const both: ExperimentSpec = { ...DEFAULT_SPEC, structures: ['weights', 'activations'], numSamples: 100 };
    expect(numSiteWords(both)).toBe(266_200 + 410);
    expect(numTrialBits(both)).toBe(2_129_600 + 3280);
    expect(numTrialBits({ ...both, lifetime: 'transient' })).toBe(2_129_600 + 328_000);
    expect(numTrialBits({ ...both, sampling: 'count' })).toBe(2_129_600 + 3280);
  });

  test('begin below the count rule’s first where activations flip by chance beside it', () => {
    const mixed: ExperimentSpec = {
      ...DEFAULT_SPEC,
      structures: ['biases', 'activations'],
      sampling: 'count',
    };
    expect([countsFlips(mixed), countsFlips({ ...mixed, structures: ['biases'] })]).toEqual([false, true]);
    const ber = berOfFlips(mixed, 1);
    expect(ber).toBeLessThan(1 / (300 * 8));
    expect(expectedFlipsOf(mixed, ber * 1.000001)).toBeGreaterThanOrEqual(1);
    expect(expectedFlipsOf(mixed, ber * 0.999999)).toBeLessThan(1);
  });

  test('are reached at the rate that berOfFlips names, and not below it', () => {
    const count = { ...DEFAULT_SPEC, sampling: 'count' } as const;
    expect(berOfFlips(DEFAULT_SPEC, 10)).toBe(10 / 2_129_600);
    expect(berOfFlips(count, 1)).toBe(1 / (784 * 300 * 8));
    for (const flips of [1, 10, 1000, 100_000]) {
      const ber = berOfFlips(count, flips);
      expect(Math.round(expectedFlipsOf(count, ber * 1.000001))).toBeGreaterThanOrEqual(flips);
      expect(Math.round(expectedFlipsOf(count, ber * 0.999999))).toBeLessThan(flips);
    }
  });

  test('of the count rule begin at one bit of each layer', () => {
    expect(firstFlips(DEFAULT_SPEC)).toEqual([]);
    expect(firstFlips({ ...DEFAULT_SPEC, sampling: 'count' })).toEqual([
      { layer: 'fc-1', ber: 1 / 1_881_600 },
      { layer: 'fc-2', ber: 1 / 240_000 },
      { layer: 'fc-3', ber: 1 / 8000 },
    ]);
  });

  test('of the count rule begin with a layer’s largest tensor, and with the site’s largest layer', () => {
    const both: ExperimentSpec = {
      ...DEFAULT_SPEC,
      structures: ['weights', 'biases'],
      layers: ['fc-2', 'fc-3'],
      sampling: 'count',
    };
    expect(firstFlips(both)).toEqual([
      { layer: 'fc-2', ber: 1 / 240_000 },
      { layer: 'fc-3', ber: 1 / 8000 },
    ]);
    expect(firstFlip(both)).toBe(1 / 240_000);
    expect(firstFlip({ ...both, sampling: 'bernoulli' })).toBeNull();
    expect(firstFlip({ ...both, structures: ['weights', 'activations'] })).toBeNull();
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
