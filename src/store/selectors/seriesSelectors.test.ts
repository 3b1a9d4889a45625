import { expect, it } from 'vitest';
import type { StoredRun } from '../../experiment/documents/storedRun';
import { DEFAULT_VIEW } from '../../experiment/link/view';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { baselineOf, countOf } from '../../experiment/sweep/measurement.fake';
import type { TrialResult } from '../../experiment/sweep/results';
import { seriesOf } from '../../experiment/sweep/series';
import { answerTicks, type TickAnswer, type TickQuestion } from '../../experiment/ticks/tickQuestion';
import { tolerance } from '../../experiment/ticks/tolerance';
import { initialState } from '../initialState';
import type { ExplorerState } from '../state';
import { DIRECT_DESK } from './directDesk';
import { withMeasured, withOwn } from './measured.fake';
import { selectSeries } from './seriesSelectors';
import type { TickDesk } from './tickDesk';

const BERS = [1e-4, 1e-3, 1e-2];
const SPEC: ExperimentSpec = {
  ...DEFAULT_SPEC,
  bers: { kind: 'list', bers: BERS },
  trials: 20,
  numSamples: 100,
};
const BASELINE = baselineOf(1, 2, 100);
const OPEN: ExplorerState = {
  ...initialState('', [], DIRECT_DESK),
  engine: { kind: 'failed', message: '' },
  spec: SPEC,
  view: { ...DEFAULT_VIEW, tab: 'layers' },
  progress: { done: 1, total: 180, remainingMs: null, running: true },
};
const [FC1, FC2] = seriesOf('layers', SPEC, 'blocks').map(({ spec }) => spec);

function results(n: number): readonly TrialResult[] {
  return BERS.flatMap((ber, rate) =>
    Array.from({ length: n }, (_, trial) => ({ ...countOf([2, 12, 82][rate]!, 100), ber, trial })),
  );
}
const measured = (state: ExplorerState, n: number) =>
  withMeasured(state, [{ spec: FC1!, baseline: BASELINE, results: results(n) }]);
function stored(n: number): StoredRun {
  const run = { spec: { ...FC1!, trials: n }, baseline: BASELINE, results: results(n) };
  return { ...run, tolerance: tolerance(run)!, environment: 'made up' };
}

it('has no series outside the tabs that compare, and one a layer in theirs', () => {
  expect(selectSeries({ ...OPEN, view: DEFAULT_VIEW })).toEqual([]);
  const [first, ...others] = selectSeries(OPEN);
  expect(first).toMatchObject({
    id: 'fc-1',
    label: 'FC-1',
    source: 'none',
    trials: 0,
    tolerance: null,
    curve: [],
  });
  expect(others.map(({ id }) => id)).toEqual(['fc-2', 'fc-3']);
});

it('keeps the ticks of a series while a desk works out the next ones, and marks it', () => {
  const known = new Map<TickQuestion, TickAnswer>();
  const asked: TickQuestion[] = [];
  const tickDesk: TickDesk = {
    answer<Question extends TickQuestion>(question: Question) {
      if (!known.has(question)) asked.push(question);
      return known.get(question) as TickAnswer<Question> | undefined;
    },
    withdraw() {},
  };
  const at = (n: number) => selectSeries({ ...measured(OPEN, n), tickDesk })[0]!;
  expect(at(4)).toMatchObject({ tolerance: null, ticksAwaited: true, trials: 4 });
  known.set(asked[0]!, answerTicks(asked[0]!));
  const first = at(4);
  expect(first.tolerance).not.toBeNull();
  expect(first.ticksAwaited).toBeUndefined();
  expect(at(8)).toMatchObject({ tolerance: first.tolerance, ticksAwaited: true, trials: 8 });
  expect(new Set(asked).size).toBe(2);
  known.set(asked.at(-1)!, answerTicks(asked.at(-1)!));
  expect(at(8).tolerance).not.toBe(first.tolerance);
  expect(at(8).ticksAwaited).toBeUndefined();
});

it('gives the same objects while nothing of a series changes, and a new one for the series with news', () => {
  const state = measured(OPEN, 4);
  const before = selectSeries(state);
  expect(selectSeries({ ...state, progress: { ...state.progress!, done: 2 } })).toBe(before);
  const news = withMeasured(state, [{ spec: FC2!, baseline: BASELINE, results: results(1) }]);
  const after = selectSeries(news);
  expect(after.map((series, index) => series === before[index])).toEqual([true, false, true]);
});

it('reads ticks anew when n has doubled, is complete or the run stops, and not before', () => {
  const ticksAt = (n: number, running = true) =>
    selectSeries({ ...measured(OPEN, n), progress: { ...OPEN.progress!, running } })[0]!.tolerance;
  const four = ticksAt(4);
  expect(four!.ticks[1]!.ber.value).toBeGreaterThan(1e-4);
  expect([ticksAt(5), ticksAt(7)]).toEqual([four, four]);
  expect(ticksAt(7)).toBe(four);
  const eight = ticksAt(8);
  expect(eight).not.toBe(four);
  expect(ticksAt(9)).toBe(eight);
  expect(ticksAt(9, false)).not.toBe(eight);
  expect(ticksAt(20)).not.toBe(ticksAt(16));
});

it('counts the fewest trials of any planned rate and leaves trials beside the plan out', () => {
  const news = [{ spec: FC1!, baseline: BASELINE, results: results(4).slice(1) }];
  const state = withMeasured(OPEN, news);
  expect(selectSeries(state)[0]).toMatchObject({ trials: 3, source: 'live', complete: false });
  expect(selectSeries(measured(OPEN, 20))[0]!.complete).toBe(true);
});

it('takes a recorded run that has more trials, whenever it is loaded, and live trials once they are no fewer', () => {
  const state: ExplorerState = { ...measured(OPEN, 4), storedRuns: [stored(5), stored(8)] };
  expect(selectSeries(state)[0]).toMatchObject({ source: 'stored', trials: 8, complete: true });
  expect(selectSeries(state)[1]!.source).toBe('none');
  expect(selectSeries({ ...state, isLoading: true }).map(({ source }) => source)).toEqual([
    ...['stored', 'loading', 'loading'],
  ]);
  expect(selectSeries({ ...measured(OPEN, 8), storedRuns: state.storedRuns })[0]).toMatchObject({
    source: 'live',
    trials: 8,
  });
});

it('has what was measured of the reader’s own experiment in the series that is the same', () => {
  const own = withOwn({ ...OPEN, spec: FC2! }, { baseline: BASELINE, results: results(4) });
  expect(selectSeries(own).map(({ trials }) => trials)).toEqual([0, 4, 0]);
});
