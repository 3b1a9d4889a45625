import { describe, expect, test } from 'vitest';
import { finding } from './finding';
import type { TrialResult } from './results';
import { DEFAULT_SPEC, type ExperimentSpec } from './spec';

const count = (wrong: number) => ({ wrong, total: 1000, wrongPerClass: [], flips: 0 });
const BASELINE = { float: count(18), quantized: count(19) };

/** The finding when every trial at a rate has so many images more wrong than the baseline. */
function findingOf(
  increases: Record<string, number>,
  numTrials = 30,
  change: Partial<ExperimentSpec> = {},
): string {
  const results = Object.entries(increases).flatMap(([ber, increase]) =>
    Array.from({ length: numTrials }, (_, trial): TrialResult => {
      return { ...count(19 + increase), ber: Number(ber), trial };
    }),
  );
  return finding({ ...DEFAULT_SPEC, ...change }, BASELINE, results);
}

describe('finding', () => {
  test('says that nothing is measured yet', () => {
    expect(finding(DEFAULT_SPEC, null, [])).toBe('LeNetFC on generated digits: nothing measured yet.');
    expect(findingOf({})).toBe(
      'LeNetFC on generated digits has an error of 1.9 % without faults (1,000 images); no fault pattern has run yet.',
    );
  });

  test('says up to which rate the error stays and where 5 points are lost', () => {
    expect(findingOf({ '1e-5': 0, '1e-4': -1, '1e-3': 60, '1e-2': 400 })).toBe(
      'LeNetFC on generated digits keeps its 1.9 % error up to 1.0e-4 (30 patterns, 1,000 images) and loses 5 points at 6.8e-4.',
    );
  });

  test('says that nothing was lost', () => {
    expect(findingOf({ '1e-5': 0, '1e-4': 0 })).toBe(
      'LeNetFC on generated digits keeps its 1.9 % error at every rate tested, up to 1.0e-4 (30 patterns, 1,000 images) and loses no more than 5 points up to 1.0e-4.',
    );
  });

  test('says that the lowest rate is too high already', () => {
    expect(findingOf({ '1e-3': 200, '1e-2': 400 })).toBe(
      'LeNetFC on generated digits leaves its 1.9 % error already at 1.0e-3, the lowest rate tested (30 patterns, 1,000 images), and loses more than 5 points already at 1.0e-3.',
    );
  });

  test('says how far a run is and that its 5 points are not resolved', () => {
    expect(findingOf({ '1e-4': 0, '1e-3': 60 }, 8)).toBe(
      'LeNetFC on generated digits keeps its 1.9 % error up to 1.0e-4 (8 of 30 patterns so far, 1,000 images) and loses 5 points near 6.8e-4, not resolved by these patterns.',
    );
    expect(findingOf({ '1e-4': 0, '1e-3': 60 }, 1, { trials: 1 })).toContain('(1 pattern, 1,000 images)');
  });

  test('names layers, data and weights when they are not the usual ones', () => {
    expect(findingOf({}, 1, { layers: ['fc-3'], data: 'mnist', weights: 'mnist' })).toMatch(
      /^LeNetFC on MNIST with faults in fc-3 only has/,
    );
    expect(findingOf({}, 1, { weights: 'mnist' })).toMatch(
      /^LeNetFC trained on MNIST, on generated digits has/,
    );
  });
});
