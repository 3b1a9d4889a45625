import type { ErrorCount } from '../core/injection';
import type { ExperimentSpec } from './spec';

/** One finished trial with the rate and number that reproduce it. */
export interface TrialResult extends ErrorCount {
  readonly ber: number;
  readonly trial: number;
}

/** Fault-free wrong predictions on the same images. */
export interface Baseline {
  /** Float weights. */
  readonly float: ErrorCount;
  /** Quantised weights at the site, no faults. Increases are measured from here. */
  readonly quantized: ErrorCount;
}

/** All that is known about one experiment: enough for its curve, its ticks and its export. */
export interface Measurement {
  readonly spec: ExperimentSpec;
  readonly baseline: Baseline;
  /** Trials of this spec in any order; rates need not be those of its grid. */
  readonly results: readonly TrialResult[];
}

/** Statistics over the trials at one rate. Errors are shares of images in [0, 1]. */
export interface CurvePoint {
  readonly ber: number;
  readonly trials: number;
  readonly mean: number;
  /** Sample deviation (n - 1); 0 for a single trial. */
  readonly std: number;
  readonly median: number;
  readonly q10: number;
  readonly q90: number;
  readonly expectedFlips: number;
}

/** The trials of each rate, rates ascending; within a rate in the order given. */
export function groupByBer(results: readonly TrialResult[]): ReadonlyMap<number, readonly TrialResult[]> {
  const groups = new Map<number, TrialResult[]>();
  for (const result of results) {
    const group = groups.get(result.ber);
    if (group === undefined) groups.set(result.ber, [result]);
    else group.push(result);
  }
  return new Map([...groups].sort(([a], [b]) => a - b));
}
