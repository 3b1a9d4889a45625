import type { Baseline } from '../../core/site/injection';
import { expectedFlipsOf } from '../../experiment/curve/curve';
import { summarize } from '../../experiment/curve/statistics';
import type { ShownRun } from '../../experiment/documents/storedRun';
import { familyOf } from '../../experiment/link/view';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { BerGrid } from '../../experiment/sweep/berGrid';
import type { CurvePoint, ScoredTrial } from '../../experiment/sweep/results';
import { type Grouping, type Series, type SeriesFamily, seriesOf } from '../../experiment/sweep/series';
import type { LossUnit } from '../../experiment/ticks/tickLoss';
import type { ToleranceQuestion } from '../../experiment/ticks/tickQuestion';
import type { Tolerance } from '../../experiment/ticks/tolerance';
import type { ExplorerState, Measured } from '../state';
import { createLiveMemory } from './liveMemory';
import { measuredOf } from './measured';
import { perState } from './perState';
import { perStore } from './perStore';
import { memoizeLast, selectIsLoading } from './selectors';
import { storedRunOf } from './storedRunOf';
import type { TickDesk } from './tickDesk';
import { createTickReading } from './tickReading';

/**
 * Series with its results: those of the recorded run, or live ones once they have at least as many
 * trials.
 */
export interface MeasuredSeries extends Series {
  readonly baseline: Baseline | null;
  /** Planned trials only. */
  readonly results: readonly ScoredTrial[];
  /** BERs at which these trials were planned. */
  readonly grid: BerGrid;
  /** `loading`: results of an earlier visit may still be read. */
  readonly source: 'live' | 'stored' | 'loading' | 'none';
  /** File of an imported run. Left out for others. */
  readonly importedFrom?: string;
  /** Fewest trials at any planned BER. */
  readonly trials: number;
  /** True if every planned trial has run. */
  readonly complete: boolean;
  /** Statistics in ascending order of BER. */
  readonly curve: readonly CurvePoint[];
  /** Ticks in the view's unit of loss. Null until each planned BER has a trial. */
  readonly tolerance: Tolerance | null;
  /** True while the first or newer ticks are computed. Left out otherwise. */
  readonly ticksAwaited?: true;
}

/**
 * Returns the series of the open tab in drawing order. Empty for a tab of one experiment. The same
 * array and the same items while nothing changes.
 */
export const selectSeries = perState((state: ExplorerState): readonly MeasuredSeries[] => {
  const { view, spec, progress, tickDesk: desk, storedRuns } = state;
  const family = familyOf(view);
  if (family === null) return NONE;
  const { planned, slots, steady } = memoryOf(state);
  const items = slots(
    family === 'learn' ? state.lessonSeries : planned(family, spec, view.grouping, view.blocks),
  );
  const isStill = progress?.running !== true && items.length <= MAX_READ_AT_ONCE;
  const context = { unit: view.loss, isStill, isLoading: selectIsLoading(state), desk };
  return steady(
    items.map(({ series, measure }) =>
      measure(measuredOf(state, series.spec), storedRunOf(storedRuns, series.spec), context),
    ),
  );
});

const NONE: readonly MeasuredSeries[] = [];

/**
 * Largest number of series whose ticks are recomputed when a run stops. A bootstrap takes a tenth
 * of a second, so the ticks of more series stay those of the last milestone.
 */
const MAX_READ_AT_ONCE = 16;

/** A series and the function that derives it from its results. */
export interface Slot {
  readonly series: Series;
  readonly measure: (known: Measured, stored: ShownRun | null, context: Context) => MeasuredSeries;
}

/** Values that all series of a tab share. */
interface Context {
  readonly unit: LossUnit;
  readonly isStill: boolean;
  readonly isLoading: boolean;
  readonly desk: TickDesk;
}

/**
 * Returns a function that returns the last array again while its items are the same.
 */
export function keepSteady(): (series: readonly MeasuredSeries[]) => readonly MeasuredSeries[] {
  let last = NONE;
  return (series) => {
    const isSame = series.length === last.length && series.every((item, index) => item === last[index]);
    if (!isSame) last = series;
    return last;
  };
}

const memoryOf = perStore(() => {
  return {
    planned: memoizeLast((family: SeriesFamily, spec: ExperimentSpec, grouping: Grouping, blocks: string) =>
      seriesOf(family, spec, grouping, blocks),
    ),
    slots: memoizeLast((series: readonly Series[]): readonly Slot[] =>
      series.map((one) => ({ series: one, measure: measurer(one) })),
    ),
    steady: keepSteady(),
  };
});

/** Returns a memoised function that derives one series from its results. */
export function measurer(series: Series): Slot['measure'] {
  const { spec } = series;
  const live = createLiveMemory();
  const readStored = createTickReading<ToleranceQuestion, Tolerance | null>();
  const measureLive = memoizeLast(
    (
      baseline: Baseline | null,
      results: readonly ScoredTrial[],
      trials: number,
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
      curve: live.curve(results, spec),
      ...ticksOf(ticks, awaited),
    }),
  );
  const storedCurve = memoizeLast((results: ShownRun['results']) =>
    summarize(results, (ber) => expectedFlipsOf(spec, ber)),
  );
  const measureStored = memoizeLast(
    (stored: ShownRun, ticks: Tolerance | null, awaited: boolean): MeasuredSeries => ({
      ...series,
      baseline: stored.baseline,
      results: stored.results,
      grid: stored.spec.bers,
      source: 'stored',
      ...(stored.importedFrom !== undefined && { importedFrom: stored.importedFrom }),
      trials: stored.spec.trials,
      complete: true,
      curve: storedCurve(stored.results),
      ...ticksOf(ticks, awaited),
    }),
  );
  return ({ baseline, results: all }, stored, { unit, isStill, isLoading, desk }) => {
    const planned = live.count(all, spec);
    const { results, trials } = planned;
    if (stored !== null && trials < stored.spec.trials) {
      if (unit === 'points') return measureStored(stored, stored.tolerance, false);
      const { value = null, awaited } = readStored(desk, [stored, unit], [], () => ({
        question: { measurement: stored, against: null, unit },
        finish: (ticks) => ticks,
      }));
      return measureStored(stored, value, awaited);
    }
    if (baseline === null || trials === 0)
      return measureLive(baseline, results, trials, isLoading, null, false);
    const { value, awaited } = live.ticks({ desk, spec, baseline, planned, unit, isStill });
    return measureLive(baseline, results, trials, isLoading, value?.tolerance ?? null, awaited);
  };
}

function ticksOf(
  tolerance: Tolerance | null,
  awaited: boolean,
): Pick<MeasuredSeries, 'tolerance' | 'ticksAwaited'> {
  return awaited ? { tolerance, ticksAwaited: true } : { tolerance };
}
