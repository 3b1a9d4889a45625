import { expect, it } from 'vitest';
import { experimentKey } from '../../experiment/settings/experimentKey';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { addToRun } from '../../experiment/shelf/keptRun';
import { BASELINE, countOf } from '../../experiment/sweep/measurement.fake';
import { initialState } from '../initialState';
import type { Pin } from '../shelf/pin';
import { DIRECT_DESK } from './directDesk';
import { selectNameAmongPins, selectPins } from './selectPins';

const trials = (numTrials: number, wrong: number) =>
  Array.from({ length: numTrials }, (_, trial) => ({ ber: 1e-3, trial, ...countOf(wrong, 1000, 3) }));

function pinOf(spec: ExperimentSpec, place: number, numTrials: number): Pin {
  const batch = { baseline: BASELINE, results: trials(numTrials, 100), fingerprint: 'one' };
  const run = addToRun(undefined, experimentKey(spec), batch, { spec, device: 'WASM SIMD', atMs: 0 });
  return { run: { ...run, pin: place }, baseline: BASELINE, results: batch.results };
}
const WIDE = { ...DEFAULT_SPEC, format: { integerBits: 3, fractionBits: 13 } };
const state = (pins: readonly Pin[]) => ({ ...initialState('', [], DIRECT_DESK), pins });

it('names pinned runs apart from each other and from the experiment on screen', () => {
  const pinned = state([pinOf(WIDE, 1, 2), pinOf({ ...DEFAULT_SPEC, seed: 9 }, 0, 2)]);
  expect(selectPins(pinned).map(({ name, place }) => [name, place])).toEqual([
    ['Q3.13, seed 00000007', 1],
    ['Q2.6, seed 00000009', 0],
  ]);
  expect(selectNameAmongPins(pinned)).toBe('Q2.6, seed 00000007');
});

it('knows the experiment on screen', () => {
  const pins = [pinOf(WIDE, 0, 2), pinOf(DEFAULT_SPEC, 1, 2)];
  expect(selectPins(state(pins)).map(({ isOwn }) => isOwn)).toEqual([false, true]);
});

it('takes the results of this visit where they are more than the kept ones, and keeps the rest', () => {
  const before = state([pinOf(WIDE, 0, 2), pinOf({ ...DEFAULT_SPEC, seed: 9 }, 1, 2)]);
  const curves = selectPins(before).map(({ curve }) => curve);
  const key = experimentKey(WIDE);
  const withResults = (results: ReturnType<typeof trials>) =>
    selectPins({ ...before, measured: { [key]: { baseline: BASELINE, results } } }).map(({ curve }) => curve);
  expect(withResults(trials(1, 300))).toEqual(curves);
  const more = withResults(trials(3, 300));
  expect(more[0]).toMatchObject([{ ber: 1e-3, trials: 3, mean: 0.3 }]);
  expect(more[1]).toBe(curves[1]);
  expect(selectPins({ ...before })).toBe(selectPins({ ...before }));
});
