import { mulHi, philox4x32 } from '../../core/pattern/philox';
import type { Interpolation } from '../curve/lossCurve';

/**
 * Philox key word of every bootstrap, the letters "boot". Equal trials give equal intervals on
 * every machine.
 */
const BOOTSTRAP_KEY = 0x626f6f74;
const MAX_REPLICATES = 1000;
const MIN_REPLICATES = 200;
/**
 * Trials weighed in all replicates together, about 50 ms on a laptop. More trials get fewer
 * replicates.
 */
const MAX_WEIGHED_TRIALS = 2e7;

/**
 * Most groups of the jackknife, a few per cent of the replicates. With more trials than groups the
 * acceleration of an interval is small, and so is the error of fewer groups.
 */
const MAX_GROUPS = 30;
/**
 * Replicates alternate between these. Where they differ, an interval covers the uncertainty between
 * two rates.
 */
const INTERPOLATIONS = ['cubic', 'proportional'] as const satisfies readonly Interpolation[];

/** Values of a statistic of trials that were resampled. */
export interface Resampling<T> {
  /** From trials drawn with replacement. Replicate i interpolates as `measured[i % 2]` does. */
  readonly drawn: readonly T[];
  /** From the trials themselves: cubic, proportional. */
  readonly measured: readonly T[];
  /** Cubic, from all trials except those of one group (jackknife). */
  readonly deleted: readonly T[];
}

/**
 * Computes a statistic of resampled trials: in up to 1,000 bootstrap replicates, fewer if each
 * weighs many trials (`weighed`), of the trials themselves, and without each of up to 30 groups.
 *
 * Trials are drawn by stratum, `sizes[i]` of stratum i. `statistic` gets the number of times that
 * each trial counts, [stratum][trial]. A group is every 30th trial of each stratum.
 */
export function resample<T>(
  sizes: readonly number[],
  weighed: number,
  statistic: (counts: readonly Uint32Array[], interpolation: Interpolation) => T,
): Resampling<T> {
  const strata = sizes.map((size) => new Uint32Array(size));
  const drawn = Array.from({ length: numReplicates(weighed) }, (_, replicate) => {
    for (const [stream, counts] of strata.entries()) drawCounts(counts, replicate, stream);
    return statistic(strata, INTERPOLATIONS[replicate % 2]!);
  });
  for (const counts of strata) counts.fill(1);
  const measured = INTERPOLATIONS.map((interpolation) => statistic(strata, interpolation));
  const deleted = Array.from({ length: Math.min(MAX_GROUPS, Math.max(...sizes)) }, (_, group) => {
    for (const counts of strata) setEvery(counts, group, 0);
    const value = statistic(strata, INTERPOLATIONS[0]);
    for (const counts of strata) setEvery(counts, group, 1);
    return value;
  });
  return { drawn, measured, deleted };
}

/** Applies `change` to every value of a resampling. */
export function mapResampling<T, U>(
  { drawn, measured, deleted }: Resampling<T>,
  change: (value: T) => U,
): Resampling<U> {
  return { drawn: drawn.map(change), measured: measured.map(change), deleted: deleted.map(change) };
}

/** Returns the number of replicates of a bootstrap that weighs `numTrials` trials in each. */
export function numReplicates(numTrials: number): number {
  return Math.max(MIN_REPLICATES, Math.min(MAX_REPLICATES, Math.floor(MAX_WEIGHED_TRIALS / numTrials)));
}

/**
 * Sets `counts[i]` to the number of times that item i is drawn when `counts.length` items are drawn
 * with replacement. Equal (replicate, stream), u32 each, give equal counts.
 *
 * An index is the high half of a product without rejection. Its bias, below n · 2^-32, is far under
 * the error of a bootstrap.
 */
export function drawCounts(counts: Uint32Array, replicate: number, stream: number): void {
  const n = counts.length;
  const out = new Uint32Array(4);
  counts.fill(0);
  for (let draw = 0; draw < n; draw++) {
    if (draw % 4 === 0) philox4x32(draw / 4, replicate, stream, 0, BOOTSTRAP_KEY, 0, out);
    counts[mulHi(out[draw % 4]!, n)]!++;
  }
}

/** Sets the counts of one group of trials. */
function setEvery(counts: Uint32Array, group: number, count: number): void {
  for (let index = group; index < counts.length; index += MAX_GROUPS) counts[index] = count;
}
