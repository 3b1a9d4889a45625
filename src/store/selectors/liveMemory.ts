import type { Baseline } from '../../core/site/injection';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import {
  type CurvePoint,
  type Measurement,
  plannedResults,
  type ScoredTrial,
  type TrialResult,
} from '../../experiment/sweep/results';
import type { LossUnit } from '../../experiment/ticks/tickLoss';
import type { ToleranceQuestion } from '../../experiment/ticks/tickQuestion';
import type { Tolerance } from '../../experiment/ticks/tolerance';
import { keyOf } from './measured';
import { memoizeGrowing } from './memoizeGrowing';
import type { TickDesk } from './tickDesk';
import { createTickReading, type TickReading } from './tickReading';
import { memoizeCompleteTrials, memoizeCurve } from './trialStatistics';

/** The planned trials of an experiment. */
interface PlannedTrials {
  readonly results: readonly ScoredTrial[];
  /** Fewest of them at any planned rate. */
  readonly trials: number;
}

/**
 * Live ticks with the measurement that they were read off; `tolerance` is null where there are
 * none.
 */
export interface LiveTicks extends Measurement, PlannedTrials {
  readonly tolerance: Tolerance | null;
}

/** What is derived of the live trials of one experiment, remembered from one call to the next. */
export interface LiveMemory {
  /** Trials at rates of the spec's grid, numbered below its `trials`. */
  count(results: readonly TrialResult[], spec: ExperimentSpec): PlannedTrials;
  /** Statistics of trials, rates ascending. */
  curve(results: readonly ScoredTrial[], spec: ExperimentSpec): readonly CurvePoint[];
  /**
   * Ticks of the planned trials. They are read again only when the number of trials has doubled or
   * is complete, or `isStill`; the last ones stay until `desk` has read the next.
   */
  ticks(options: {
    readonly desk: TickDesk;
    readonly spec: ExperimentSpec;
    readonly baseline: Baseline;
    readonly planned: PlannedTrials;
    readonly unit: LossUnit;
    readonly isStill: boolean;
  }): TickReading<LiveTicks>;
}

/** Creates an empty memory; with another spec it forgets what it derived of the last. */
export function createLiveMemory(): LiveMemory {
  const plannedOf = memoizeGrowing(
    (_spec: ExperimentSpec): readonly ScoredTrial[] => [],
    (known, fresh: readonly TrialResult[], spec) => {
      const more = plannedResults(spec, fresh);
      return more.length === 0 ? known : [...known, ...more];
    },
  );
  const completeOf = memoizeCompleteTrials();
  const read = createTickReading<ToleranceQuestion, LiveTicks>();
  return {
    count: (results, spec) => ({ results: plannedOf(results, spec), trials: completeOf(results, spec) }),
    curve: memoizeCurve(),
    ticks({ desk, spec, baseline, planned: { results, trials }, unit, isStill }) {
      const isMilestone = isStill || trials >= spec.trials;
      const milestone = isMilestone ? trials : 2 ** Math.floor(Math.log2(trials));
      return read(desk, [keyOf(spec), baseline, unit], [spec, milestone], () => ({
        question: { measurement: { spec, baseline, results }, against: null, unit },
        finish: (tolerance) => ({ spec, baseline, results, trials, tolerance }),
      }));
    },
  };
}
