import type { ErrorCount } from '../../core/site/injection';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { gridBers } from './berGrid';

/** How many images one trial got wrong, with the rate and number that reproduce it: all that curves and ticks rest on. */
export interface ScoredTrial {
  readonly ber: number;
  readonly trial: number;
  readonly wrong: number;
  readonly total: number;
  /** Of the wrong images those whose values left float32's range. Left out: none. */
  readonly due?: number;
}

/** One finished trial. */
export interface TrialResult extends ScoredTrial, ErrorCount {}

/** Fault-free wrong predictions on the same images. */
export interface Baseline {
  /** Float weights. */
  readonly float: ErrorCount;
  /** Quantised weights at the site, no faults. Increases are measured from here. */
  readonly quantized: ErrorCount;
}

/** What is known about one experiment: enough for its curve and its ticks. */
export interface Measurement {
  readonly spec: ExperimentSpec;
  readonly baseline: Baseline;
  /** Trials of this spec in any order; rates need not be those of its grid. */
  readonly results: readonly ScoredTrial[];
}

/** A measurement with all that each trial returned, for export. */
export interface CompleteMeasurement extends Measurement {
  readonly results: readonly TrialResult[];
}

/** Statistics over the trials at one rate. Errors are shares of images in [0, 1]. */
export interface CurvePoint {
  readonly ber: number;
  readonly trials: number;
  readonly mean: number;
  /** Sample deviation (n - 1); 0 for a single trial. */
  readonly std: number;
  /**
   * 95 % interval of the mean over fault patterns (`meanInterval`), within [0, 1]; not the band, which is the spread of trials.
   * Null where too few trials differ.
   */
  readonly meanInterval: { readonly low: number; readonly high: number } | null;
  readonly median: number;
  readonly q10: number;
  readonly q90: number;
  /** Mean share of images whose values left float32's range, part of `mean`. Left out: none. */
  readonly due?: number;
  readonly expectedFlips: number;
}

/** The trials of each rate, rates ascending; within a rate in the order given. */
export function groupByBer<T extends ScoredTrial>(results: readonly T[]): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const result of results) {
    const group = groups.get(result.ber);
    if (group === undefined) groups.set(result.ber, [result]);
    else group.push(result);
  }
  return new Map([...groups].sort(([a], [b]) => a - b));
}

/** The trials without those that are there again: a pattern counts once, whoever ran it. */
export function uniqueTrials<T extends ScoredTrial>(results: readonly T[]): T[] {
  return [...new Map(results.map((result) => [`${result.ber} ${result.trial}`, result])).values()];
}

/**
 * The trials that the spec plans: at rates of its grid, numbered below its `trials`. Rates that only the cursor rested at
 * and trials left over from a longer sweep are dropped, so that equal specs give equal ticks whatever the reader did before.
 */
export function plannedResults<T extends ScoredTrial>(
  spec: ExperimentSpec,
  results: readonly T[],
): readonly T[] {
  const bers = new Set(gridBers(spec.bers));
  return results.filter(({ ber, trial }) => bers.has(ber) && trial < spec.trials);
}
