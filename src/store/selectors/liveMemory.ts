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

/** Planned trials of an experiment. */
interface PlannedTrials {
  readonly results: readonly ScoredTrial[];
  /** Fewest planned trials at any BER of the grid. */
  readonly trials: number;
}

/** Live ticks with the measurement that they come from. `tolerance` is null if there are none. */
export interface LiveTicks extends Measurement, PlannedTrials {
  readonly tolerance: Tolerance | null;
}

/** Memoised values that derive from the live trials of one experiment. */
export interface LiveMemory {
  /** Returns the trials at BERs of the spec's grid whose numbers are below its `trials`. */
  count(results: readonly TrialResult[], spec: ExperimentSpec): PlannedTrials;
  /** Returns statistics of trials, in ascending order of BER. */
  curve(results: readonly ScoredTrial[], spec: ExperimentSpec): readonly CurvePoint[];
  /**
   * Returns the ticks of the planned trials. They are recomputed only if the number of trials has
   * doubled or is complete, or if `isStill`. The last ones are returned until `desk` has the next.
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

/** Creates an empty memory. Another spec replaces the values of the last one. */
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
