import { describe, expect, test } from 'vitest';
import { DEFAULT_SPEC, type ExperimentSpec } from '../settings/experimentSpec';
import { checkBerGrid } from '../sweep/berGrid';
import type { ScoredTrial, TrialResult } from '../sweep/results';
import { finding, noIncreaseText } from './finding';
import { tolerance } from './tolerance';

const count = (wrong: number) => ({ wrong, total: 1000, wrongPerClass: [], flips: 0 });
const BASELINE = { float: count(18), quantized: count(19) };

/** Returns the finding from these trials. */
function findingFrom(change: Partial<ExperimentSpec>, results: readonly ScoredTrial[]): string {
  const spec = { ...DEFAULT_SPEC, ...change };
  return finding(spec, BASELINE, results, tolerance({ spec, baseline: BASELINE, results }));
}

/**
 * Returns the finding when every trial at a rate has so many more wrong images than the baseline.
 */
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
  const bers = checkBerGrid({ kind: 'list', bers: Object.keys(increases).map(Number) });
  return findingFrom({ bers, ...change }, results);
}

const FINE = { '1e-5': 0, '1e-4': -1, '1e-3': 60, '1e-2': 400 };

describe('finding', () => {
  test('says that nothing is measured yet', () => {
    expect(finding(DEFAULT_SPEC, null, [], null)).toBe(
      'LeNetFC on generated digits: no error has been counted yet.',
    );
    expect(findingFrom({}, [])).toBe(
      'LeNetFC on generated digits has an error of 1.9 % without faults (1,000 images); no trial has finished yet.',
    );
  });

  test('says up to which rate the error stays and where 5 points are lost', () => {
    expect(findingOf(FINE)).toBe(
      'LeNetFC on generated digits keeps its 1.9 % error within 0.1 points up to 2.0e-4 and loses 5 points at 8.8e-4 (30 trials per rate, 1,000 images).',
    );
  });

  test('one image more at the lowest rate does not end it', () => {
    const results = Object.entries(FINE).flatMap(([ber, increase]) =>
      Array.from({ length: 100 }, (_, trial) => ({
        ...count(19 + increase + (ber === '1e-5' && trial === 3 ? 1 : 0)),
        ...{ ber: Number(ber), trial },
      })),
    );
    const bers = checkBerGrid({ kind: 'list', bers: Object.keys(FINE).map(Number) });
    expect(findingFrom({ bers }, results)).toContain('within 0.1 points up to 2.0e-4');
  });

  test('says that nothing was lost', () => {
    expect(findingOf({ '1e-5': 0, '1e-4': 0 })).toBe(
      'LeNetFC on generated digits keeps its 1.9 % error within 0.1 points at every rate tested, up to 1.0e-4, and loses no more than 5 points up to 1.0e-4 (30 trials per rate, 1,000 images).',
    );
  });

  test('says that the lowest rate is too high already', () => {
    expect(findingOf({ '1e-3': 200, '1e-2': 400 })).toBe(
      'LeNetFC on generated digits leaves its 1.9 % error by more than 0.1 points already at 1.0e-3, the lowest rate tested, and loses more than 5 points already at 1.0e-3 (30 trials per rate, 1,000 images).',
    );
  });

  test('says how far a run is and that its 5 points are not resolved', () => {
    expect(findingOf({ '1e-4': 0, '1e-3': 60 }, 8)).toBe(
      'LeNetFC on generated digits keeps its 1.9 % error within 0.1 points up to 1.5e-4 and loses 5 points near 9.0e-4, not resolved, because fewer than 30 trials near it change the error count (8 of 30 trials per rate so far, provisional, 1,000 images).',
    );
    expect(findingOf({ '1e-4': 0, '1e-3': 60 }, 30, { trials: 31 })).toContain(
      '(30 of 31 trials per rate so far, 1,000 images)',
    );
  });

  test('concludes nothing from fewer than 8 trials at some rate, however many the others have', () => {
    const words =
      'LeNetFC on generated digits has an error of 1.9 % without faults (1,000 images); for a finding 8 trials are needed at each rate,';
    expect(findingOf(FINE, 2)).toBe(`${words} 2 so far.`);
    expect(findingOf(FINE, 7, { trials: 7 })).toBe(`${words} 7 so far.`);
    const results = Object.entries(FINE).flatMap(([ber, increase]) =>
      Array.from({ length: ber === '1e-3' ? 7 : 30 }, (_, trial) => ({
        ...count(19 + increase),
        ...{ ber: Number(ber), trial },
      })),
    );
    const bers = checkBerGrid({ kind: 'list', bers: Object.keys(FINE).map(Number) });
    expect(findingFrom({ bers }, results)).toBe(`${words} 7 so far.`);
  });

  test('names layers, data and weights when they are not the usual ones', () => {
    expect(findingOf(FINE, 30, { layers: ['fc-3'], data: 'mnist', weights: 'mnist' })).toMatch(
      /^LeNetFC on MNIST with faults in fc-3 only keeps/,
    );
    expect(findingOf(FINE, 30, { weights: 'mnist' })).toMatch(
      /^LeNetFC trained on MNIST, on generated digits keeps/,
    );
  });
});

test.each<[Partial<ExperimentSpec>, string]>([
  [{ structures: ['weights'] }, ''],
  [{ structures: ['activations'] }, ' with faults in activations'],
  [{ structures: ['activations'], lifetime: 'transient' }, ' with transient faults in activations'],
  [
    { structures: ['weights', 'biases', 'activations'], layers: ['fc-1'], lifetime: 'transient' },
    ' with faults in weights, biases and activations of fc-1 only (transient in activations)',
  ],
  [{ bitPositions: [0] }, ' with faults in the sign bits of weights'],
  [
    { bitPositions: [0, 3], layers: ['fc-3'] },
    ' with faults in bits 0,3 (0 the sign) of weights of fc-3 only',
  ],
  [
    { structures: ['activations'], bitPositions: [0], reluWords: 'unsigned' },
    ' with faults in the top bits of activations (unsigned after ReLU)',
  ],
  // Weights have no lifetime.
  [{ lifetime: 'transient' }, ''],
])('a finding names what faults: %o', (change, words) => {
  expect(finding({ ...DEFAULT_SPEC, ...change }, null, [], null)).toBe(
    `LeNetFC on generated digits${words}: no error has been counted yet.`,
  );
});

describe('noIncreaseText', () => {
  const evidence = { trials: 150, images: 1000 };

  test.each([
    [{ ber: 1e-5, everyRate: false, ...evidence }, 'no rate up to 1.0e-5 costs anything'],
    [{ ber: 1e-1, everyRate: true, ...evidence }, 'no rate up to 1.0e-1, the highest tested, costs anything'],
    [{ ber: null, everyRate: false, ...evidence }, 'even 1.0e-6, the lowest rate tested, costs something'],
  ])('prints %o with trials, images and grid', (noIncrease, words) => {
    expect(noIncreaseText(noIncrease, DEFAULT_SPEC.bers, 'image')).toBe(
      `Counting any increase, as the paper does, ${words} (150 trials, 1,000 images, 4 rates per decade from 1.0e-6 to 1.0e-1).`,
    );
  });

  test('names a list of rates by its number and ends', () => {
    const grid = checkBerGrid({ kind: 'list', bers: [1e-5, 3e-3, 1e-2] });
    expect(noIncreaseText({ ber: 1e-5, everyRate: false, ...evidence }, grid, 'recording')).toContain(
      '(150 trials, 1,000 recordings, 3 rates from 1.0e-5 to 1.0e-2)',
    );
  });
});
