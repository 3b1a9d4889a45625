import { expect, it } from 'vitest';
import { DEFAULT_VIEW } from '../../experiment/link/view';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { baselineOf, countOf } from '../../experiment/sweep/measurement.fake';
import type { TrialResult } from '../../experiment/sweep/results';
import { seriesOf } from '../../experiment/sweep/series';
import { initialState } from '../initialState';
import type { ExplorerState } from '../state';
import { DIRECT_DESK } from './directDesk';
import { withMeasured } from './measured.fake';
import { seriesRatio } from './seriesRatio';
import { selectSeries } from './seriesSelectors';

const BERS = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1];
const SPEC: ExperimentSpec = {
  ...DEFAULT_SPEC,
  bers: { kind: 'list', bers: BERS },
  trials: 20,
  numSamples: 100,
};
const OPEN: ExplorerState = {
  ...initialState('', [], DIRECT_DESK),
  spec: SPEC,
  view: { ...DEFAULT_VIEW, tab: 'layers' },
};
const [FC1, FC2] = seriesOf('layers', SPEC, 'blocks').map(({ spec }) => spec);

/**
 * Returns the first two layers after a given number of trials at each BER. FC-2 loses at every BER
 * what FC-1 loses at the next.
 */
function measured(numTrials: readonly [number, number]) {
  const results = (count: number, wrong: readonly number[]): TrialResult[] =>
    BERS.flatMap((ber, rate) =>
      Array.from({ length: count }, (_, trial) => ({ ...countOf(wrong[rate]!, 100), ber, trial })),
    );
  const measurement = (spec: ExperimentSpec, found: readonly TrialResult[]) => ({
    spec,
    baseline: baselineOf(1, 2, 100),
    results: found,
  });
  const parts = [
    measurement(FC1!, results(numTrials[0], [2, 2, 2, 52, 82])),
    measurement(FC2!, results(numTrials[1], [2, 2, 52, 82, 82])),
  ];
  const [a, b] = selectSeries(withMeasured(OPEN, parts));
  return [a!, b!] as const;
}

it('says how many times the bit errors of one series another takes', () => {
  const [a, b] = measured([8, 8]);
  const [there, back] = [
    seriesRatio(a, b, 'points', DIRECT_DESK)!,
    seriesRatio(b, a, 'points', DIRECT_DESK)!,
  ];
  expect(there.ticks[2]!.ratio!.value).toBeCloseTo(10, 6);
  expect(back.ticks[2]!.ratio!.value).toBeCloseTo(0.1, 6);
});

it('is the same object while the ticks of both are, and another one when they are read anew', () => {
  const [a, b] = measured([8, 8]);
  const ratio = seriesRatio(a, b, 'points', DIRECT_DESK);
  expect(seriesRatio({ ...a, trials: 9 }, { ...b }, 'points', DIRECT_DESK)).toBe(ratio);
  const [more] = measured([16, 8]);
  expect(seriesRatio(more, b, 'points', DIRECT_DESK)).not.toBe(ratio);
});

it.each([0, 7])('is null while one has %s trials, fewer than 8', (few) => {
  const [a, b] = measured([8, few]);
  expect([seriesRatio(a, b, 'points', DIRECT_DESK), seriesRatio(b, a, 'points', DIRECT_DESK)]).toEqual([
    null,
    null,
  ]);
});
