import type { Measure } from '../../core/samples/measure';
import { dueField, errorOf } from '../../core/site/injection';
import type { CurvePoint, ScoredTrial } from '../sweep/results';
import { studentQuantile } from './studentT';

/** Trials that must differ from the most frequent error before the mean has an interval. */
const MIN_DIFFERING = 5;

/**
 * Frequency of each classification error at one rate, from which its statistics follow. Trials are
 * added one by one. The cost of the statistics depends on the number of distinct errors, not of
 * trials.
 */
export interface ErrorTally {
  trials: number;
  /** Number of trials by error, a share in [0, 1]. */
  readonly times: Map<number, number>;
  /** Images of all trials, and those whose values left float32's range. */
  images: number;
  due: number;
  /** True for shares of wrong images, which are at most 1. */
  isShare: boolean;
}

/** Adds trials to the tallies of their rates. Creates missing tallies. */
export function addTrials(tallies: Map<number, ErrorTally>, results: readonly ScoredTrial[]): void {
  for (const result of results) {
    const { ber, total, due = 0, value } = result;
    const isShare = value === undefined;
    const tally = tallies.get(ber) ?? { trials: 0, times: new Map(), images: 0, due: 0, isShare };
    tallies.set(ber, tally);
    tally.trials++;
    tally.images += total;
    tally.due += due;
    const error = errorOf(result);
    tally.times.set(error, (tally.times.get(error) ?? 0) + 1);
  }
}

/**
 * Computes statistics over the trials of each rate, ascending by rate. The order of `results` does
 * not matter.
 *
 * `expectedFlips` gives the mean number of flipped bits at a rate (`expectedFlipsOf` in curve).
 */
export function summarize(
  results: readonly ScoredTrial[],
  expectedFlips: (ber: number) => number,
): readonly CurvePoint[] {
  const tallies = new Map<number, ErrorTally>();
  addTrials(tallies, results);
  return [...tallies]
    .sort(([a], [b]) => a - b)
    .map(([ber, tally]) => summarizeTally(ber, tally, expectedFlips(ber)));
}

/**
 * Returns the p-quantile of ascending `sorted` [n ≥ 1], p in [0, 1], by linear interpolation
 * between order statistics at (n - 1) · p. This is type 7 of Hyndman and Fan, "Sample quantiles in
 * statistical packages" (1996), the rule of R, NumPy and d3.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  return quantileOf((rank) => sorted[rank]!, sorted.length, p);
}

/** Returns the p-quantile of `length` values; `valueAt` gives the value of a rank. */
function quantileOf(valueAt: (rank: number) => number, length: number, p: number): number {
  if (length === 0) throw new RangeError('Cannot take a quantile of no values: expected at least one');
  const position = (length - 1) * p;
  const below = Math.floor(position);
  const low = valueAt(below);
  const high = valueAt(Math.min(below + 1, length - 1));
  return low + (high - low) * (position - below);
}

/**
 * Computes the statistics of one rate. `std` divides by n - 1 and is 0 for one trial; quantiles
 * follow `quantile`.
 */
export function summarizeTally(
  ber: number,
  { trials, times, images, due, isShare }: ErrorTally,
  expectedFlips: number,
): CurvePoint {
  const counted = [...times].sort(([a], [b]) => a - b);
  const mean = counted.reduce((sum, [error, count]) => sum + error * count, 0) / trials;
  const squares = counted.reduce((sum, [error, count]) => sum + (error - mean) ** 2 * count, 0);
  const errorAt = (rank: number) => {
    let after = 0;
    for (const [error, count] of counted) {
      after += count;
      if (after > rank) return error;
    }
    throw new RangeError(`Cannot take value ${rank} of ${trials}: expected a smaller rank`);
  };
  const std = trials > 1 ? Math.sqrt(squares / (trials - 1)) : 0;
  return {
    ber,
    trials,
    mean,
    std,
    meanInterval: hasInterval(trials, Math.max(...times.values()))
      ? meanInterval(mean, std, trials, isShare)
      : null,
    median: quantileOf(errorAt, trials, 0.5),
    q10: quantileOf(errorAt, trials, 0.1),
    q90: quantileOf(errorAt, trials, 0.9),
    ...dueField(due / images),
    expectedFlips,
  };
}

/**
 * Returns Student's 95 % interval of the mean of `trials` (at least 2) errors with standard
 * deviation `std`, clipped to [0, 1] for shares and at 0 for other errors.
 *
 * On measured, skewed errors it covers the mean in 93 to 96 % of samples of 4 to 100 trials
 * (docs/ticks.md), better than intervals that correct for skewness. It fails where most trials have
 * equal counts: there a sample often contains none that differ.
 */
export function meanInterval(
  mean: number,
  std: number,
  trials: number,
  isShare = true,
): { readonly low: number; readonly high: number } {
  const reach = studentReach(std, trials);
  const high = mean + reach;
  return { low: Math.max(0, mean - reach), high: isShare ? Math.min(1, high) : high };
}

/**
 * Returns how far Student's 95 % interval of the mean of `count` (at least 2) values with standard
 * deviation `std` extends to either side.
 */
export function studentReach(std: number, count: number): number {
  return (studentQuantile(count - 1) * std) / Math.sqrt(count);
}

/** True if enough of `count` values differ from the most frequent one for an interval. */
export function hasInterval(count: number, timesOfMostFrequent: number): boolean {
  return count - timesOfMostFrequent >= MIN_DIFFERING;
}

/**
 * Returns the error of guessing among classes of equal size, in [0, 1]: 0.9 for ten, or 0.5 if one
 * of five answers may be right (top-5 error). For a relative deviation 1: that of a network whose
 * output is the same for all images, the mean. For a perplexity log2 of the number of classes, the
 * cross entropy of equal probabilities in bits.
 */
export function chanceError(numClasses: number, measure: Measure = 'top1'): number {
  if (measure === 'deviation') return 1;
  if (measure === 'perplexity') return Math.log2(numClasses);
  return 1 - (measure === 'top5' ? 5 : 1) / numClasses;
}

/**
 * Returns the increase of an error over the fault-free one in percentage points; negative if it is
 * lower.
 */
export function increasePoints(error: number, baselineError: number): number {
  return 100 * (error - baselineError);
}
