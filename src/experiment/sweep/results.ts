import type { Baseline, ErrorCount, Trial } from '../../core/site/injection';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { gridBers } from './berGrid';

/**
 * Number of images that one trial classified wrong, with the rate and number that reproduce it.
 * Curves and ticks use nothing else.
 */
export interface ScoredTrial extends Trial, Pick<ErrorCount, 'wrong' | 'total' | 'due' | 'value'> {}

/** One finished trial. */
export interface TrialResult extends Trial, ErrorCount {}

/** Spec, baseline and trials of one experiment: enough for its curve and its ticks. */
export interface Measurement {
  readonly spec: ExperimentSpec;
  readonly baseline: Baseline;
  /** Trials of this spec in any order. Rates need not belong to its grid. */
  readonly results: readonly ScoredTrial[];
}

/** Measurement with all counts of each trial, for export. */
export interface CompleteMeasurement extends Measurement {
  readonly results: readonly TrialResult[];
}

/** Statistics over the trials at one rate. Errors are shares of images in [0, 1]. */
export interface CurvePoint {
  readonly ber: number;
  readonly trials: number;
  readonly mean: number;
  /** Sample standard deviation (n - 1); 0 for a single trial. */
  readonly std: number;
  /**
   * 95 % interval of the mean over trials (`meanInterval`), within [0, 1]. It is not the band of
   * the chart, which shows the spread of trials. Null where too few trials differ.
   */
  readonly meanInterval: { readonly low: number; readonly high: number } | null;
  readonly median: number;
  readonly q10: number;
  readonly q90: number;
  /** Mean share of images whose values left float32's range; part of `mean`. Absent: none. */
  readonly due?: number;
  readonly expectedFlips: number;
}

/** Groups trials by rate, ascending. The order within a rate is kept. */
export function groupByBer<T extends ScoredTrial>(results: readonly T[]): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const result of results) {
    const group = groups.get(result.ber);
    if (group === undefined) groups.set(result.ber, [result]);
    else group.push(result);
  }
  return new Map([...groups].sort(([a], [b]) => a - b));
}

/** Removes duplicates: keeps one result per (BER, trial). */
export function uniqueTrials<T extends ScoredTrial>(results: readonly T[]): T[] {
  return [...new Map(results.map((result) => [`${result.ber} ${result.trial}`, result])).values()];
}

/**
 * Returns the trials that the spec plans: at rates of its grid, with numbers below its `trials`.
 * Rates visited by the cursor alone and trials of a longer sweep are dropped, so that equal specs
 * give equal ticks.
 */
export function plannedResults<T extends ScoredTrial>(
  spec: ExperimentSpec,
  results: readonly T[],
): readonly T[] {
  const bers = new Set(gridBers(spec.bers));
  return results.filter(({ ber, trial }) => bers.has(ber) && trial < spec.trials);
}

/**
 * Counts the planned trials at each rate of the grid. Adds them to `counts`, those of earlier
 * trials, if given.
 */
export function countPlanned(
  { bers, trials }: ExperimentSpec,
  results: readonly ScoredTrial[],
  counts = new Map(gridBers(bers).map((ber) => [ber, 0])),
): Map<number, number> {
  for (const { ber, trial } of results) {
    const count = counts.get(ber);
    if (count !== undefined && trial < trials) counts.set(ber, count + 1);
  }
  return counts;
}

/** Returns the fewest planned trials at any rate of the grid. */
export function completeTrials({ spec, results }: Pick<Measurement, 'spec' | 'results'>): number {
  return Math.min(...countPlanned(spec, results).values());
}
