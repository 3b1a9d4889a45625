import { expectedFlipsOf } from '../../experiment/curve/curve';
import { summarize } from '../../experiment/curve/statistics';
import type { StoredRun } from '../../experiment/documents/storedRun';
import { familyOf } from '../../experiment/link/view';
import { experimentKey } from '../../experiment/settings/experimentKey';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { BerGrid } from '../../experiment/sweep/berGrid';
import {
  type Baseline,
  type CurvePoint,
  plannedResults,
  type ScoredTrial,
} from '../../experiment/sweep/results';
import { type Grouping, type Series, type SeriesFamily, seriesOf } from '../../experiment/sweep/series';
import type { LossUnit } from '../../experiment/ticks/tickLoss';
import type { ToleranceQuestion } from '../../experiment/ticks/tickQuestion';
import type { Tolerance } from '../../experiment/ticks/tolerance';
import type { ExplorerState, Measured } from '../state';
import { measuredOf } from './measured';
import { memoizeGrowing } from './memoizeGrowing';
import { memoizeLast, selectIsLoading } from './selectors';
import type { TickDesk } from './tickDesk';
import { createTickReading } from './tickReading';
import { memoizeCompleteTrials, memoizeCurve } from './trialStatistics';

/** A series with what is known of it: live trials, or those of a stored run while they are fewer. */
export interface MeasuredSeries extends Series {
  readonly baseline: Baseline | null;
  /** Planned trials only. */
  readonly results: readonly ScoredTrial[];
  /** The rates that these trials were planned at. */
  readonly grid: BerGrid;
  /** `loading`: trials of an earlier visit may be on their way. */
  readonly source: 'live' | 'stored' | 'loading' | 'none';
  /** Fewest trials of any planned rate. */
  readonly trials: number;
  /** True when every planned trial is there. */
  readonly complete: boolean;
  /** Rates ascending. */
  readonly curve: readonly CurvePoint[];
  /** Ticks in the view's unit of loss, from the first trial at every planned rate on; null before that. */
  readonly tolerance: Tolerance | null;
  /** Newer ticks, or the first ones, are being worked out. Left out: nothing is awaited. */
  readonly ticksAwaited?: true;
}

/**
 * The series of the open tab in the order in which they are drawn; none for a tab of one experiment. The same array and
 * the same items while nothing of them changes.
 */
export function selectSeries(state: ExplorerState): readonly MeasuredSeries[] {
  const family = familyOf(state.view);
  if (family === null) return NONE;
  const { grouping, loss } = state.view;
  const items = slots(family, state.spec, grouping);
  const isStill = state.progress?.running !== true && items.length <= MAX_READ_AT_ONCE;
  const isLoading = selectIsLoading(state);
  return steady(
    items.map(({ series, key, measure }) => {
      const { baseline, results } = measuredOf(state, series.spec);
      return measure(
        baseline,
        results,
        storedByKey(state.storedRuns).get(key) ?? null,
        isStill,
        loss,
        isLoading,
        state.tickDesk,
      );
    }),
  );
}

const NONE: readonly MeasuredSeries[] = [];

/** A bootstrap takes a tenth of a second: when a run stops, the ticks of more series than these stay those of the last milestone. */
const MAX_READ_AT_ONCE = 16;

interface Slot {
  readonly series: Series;
  readonly key: string;
  readonly measure: (
    baseline: Baseline | null,
    results: Measured['results'],
    stored: StoredRun | null,
    isStill: boolean,
    unit: LossUnit,
    isLoading: boolean,
    desk: TickDesk,
  ) => MeasuredSeries;
}

const slots = memoizeLast((family: SeriesFamily, spec: ExperimentSpec, grouping: Grouping): readonly Slot[] =>
  seriesOf(family, spec, grouping).map((series) => ({
    series,
    key: experimentKey(series.spec),
    measure: measurer(series),
  })),
);

/** One series' memory between two looks at it. */
function measurer(series: Series): Slot['measure'] {
  const { spec } = series;
  const planned = memoizeGrowing(
    (): readonly ScoredTrial[] => [],
    (known, fresh: Measured['results']) => {
      const more = plannedResults(spec, fresh);
      return more.length === 0 ? known : [...known, ...more];
    },
  );
  const complete = memoizeCompleteTrials();
  const count = memoizeLast((all: Measured['results']) => ({
    results: planned(all),
    trials: complete(all, spec),
  }));
  const curveOf = memoizeCurve();
  const readTicks = createTickReading<ToleranceQuestion, Tolerance | null>();
  const finish = (ticks: Tolerance | null) => ticks;
  const measureLive = memoizeLast(
    (
      baseline: Baseline | null,
      { results, trials }: ReturnType<typeof count>,
      isLoading: boolean,
      ticks: Tolerance | null,
      awaited: boolean,
    ): MeasuredSeries => ({
      ...series,
      baseline,
      results,
      grid: spec.bers,
      source: results.length > 0 ? 'live' : isLoading ? 'loading' : 'none',
      trials,
      complete: trials >= spec.trials,
      curve: curveOf(results, spec),
      ...ticksOf(ticks, awaited),
    }),
  );
  const storedCurve = memoizeLast((results: StoredRun['results']) =>
    summarize(results, (ber) => expectedFlipsOf(spec, ber)),
  );
  const measureStored = memoizeLast(
    (stored: StoredRun, ticks: Tolerance | null, awaited: boolean): MeasuredSeries => ({
      ...series,
      baseline: stored.baseline,
      results: stored.results,
      grid: stored.spec.bers,
      source: 'stored',
      trials: stored.spec.trials,
      complete: true,
      curve: storedCurve(stored.results),
      ...ticksOf(ticks, awaited),
    }),
  );
  return (baseline, all, stored, isStill, unit, isLoading, desk) => {
    const live = count(all);
    const { results, trials } = live;
    if (stored !== null && trials < stored.spec.trials) {
      if (unit === 'points') return measureStored(stored, stored.tolerance, false);
      const { value = null, awaited } = readTicks(desk, [stored, unit], [], () => ({
        question: { measurement: stored, against: null, unit },
        finish,
      }));
      return measureStored(stored, value, awaited);
    }
    if (baseline === null || trials === 0) return measureLive(baseline, live, isLoading, null, false);
    const milestone = isStill || trials >= spec.trials ? trials : 2 ** Math.floor(Math.log2(trials));
    const { value = null, awaited } = readTicks(desk, [baseline, unit], [milestone], () => ({
      question: { measurement: { spec, baseline, results }, against: null, unit },
      finish,
    }));
    return measureLive(baseline, live, isLoading, value, awaited);
  };
}

function ticksOf(
  tolerance: Tolerance | null,
  awaited: boolean,
): Pick<MeasuredSeries, 'tolerance' | 'ticksAwaited'> {
  return awaited ? { tolerance, ticksAwaited: true } : { tolerance };
}

/** Stored runs by experiment key, of equal ones that with the most trials. */
const storedByKey = memoizeLast(
  (runs: readonly StoredRun[]) =>
    new Map(
      runs
        .toSorted((a, b) => a.spec.trials - b.spec.trials)
        .map((run) => [experimentKey(run.spec), run] as const),
    ),
);

let last: readonly MeasuredSeries[] = NONE;

/** The last array again when its items are these. */
function steady(series: readonly MeasuredSeries[]): readonly MeasuredSeries[] {
  const isSame = series.length === last.length && series.every((item, index) => item === last[index]);
  if (!isSame) last = series;
  return last;
}
