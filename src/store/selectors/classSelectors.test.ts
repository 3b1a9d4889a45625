import { expect, it } from 'vitest';
import type { TrialResult } from '../../experiment/sweep/results';
import { FIXTURE_BUSY } from '../../ui/fixtures/explorer';
import { selectClassSummaries, selectClassTrials, selectImagesPerClass } from './classSelectors';
import { withOwn } from './measured.fake';

const spec = { ...FIXTURE_BUSY.spec, numSamples: 25 };
const data = { ...FIXTURE_BUSY.data!, labels: Uint16Array.from({ length: 30 }, (_, index) => index % 10) };
const trial = (ber: number, number: number, wrongPerClass: readonly number[]): TrialResult => {
  const wrong = wrongPerClass.reduce((sum, count) => sum + count, 0);
  return { ber, trial: number, wrong, total: 25, wrongPerClass, flips: 1 };
};

it('counts the images of each class among those that the experiment uses', () => {
  const state = { ...FIXTURE_BUSY, spec, data };
  expect(selectImagesPerClass(state)).toEqual([3, 3, 3, 3, 3, 2, 2, 2, 2, 2]);
  expect(selectImagesPerClass({ ...state, data: null })).toBeNull();
  expect(selectImagesPerClass({ ...state, spec: { ...spec, numSamples: 31 } })).toBeNull();
});

it('takes live trials at rates above 0, each with its class variance, and sums them up by rate', () => {
  const dead = trial(1e-3, 0, [3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const even = trial(1e-3, 1, [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
  const other = trial(1e-2, 0, [3, 3, 3, 3, 3, 2, 2, 2, 2, 2]);
  const results = [trial(0, 0, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]), other, dead, even, trial(1e-2, 1, [])];
  const state = withOwn({ ...FIXTURE_BUSY, spec, data }, { results });
  expect(selectClassTrials(state).map(({ result }) => result)).toEqual([other, dead, even]);
  expect(selectClassTrials(state)[1]!.variance).toBeCloseTo(0.81);
  expect(
    selectClassSummaries(state).map(({ ber, summary }) => [ber, summary.trials, summary.median]),
  ).toEqual([
    [1e-3, 2, 0.16],
    [1e-2, 1, 1],
  ]);
});
