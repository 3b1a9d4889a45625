import { dueField } from '../../core/site/injection';
import type { CurvePoint, ScoredTrial } from '../sweep/results';
import { studentQuantile } from './studentT';

/** Trials that must differ from the most frequent error before the mean has an interval. */
const MIN_DIFFERING = 5;

/**
 * How often each classification error came at one rate: all that its statistics need. It takes trials one by one, and its
 * statistics cost no more for a hundred thousand trials than for as many as there are images.
 */
export interface ErrorTally {
  trials: number;
  /** By error, a share in [0, 1]. */
  readonly times: Map<number, number>;
  /** Images of all trials, and those of them whose values left float32's range. */
  images: number;
  due: number;
}

/** Counts trials into the tallies of their rates, which are made where they lack. */
export function addTrials(tallies: Map<number, ErrorTally>, results: readonly ScoredTrial[]): void {
  for (const { ber, wrong, total, due = 0 } of results) {
    const tally = tallies.get(ber) ?? { trials: 0, times: new Map<number, number>(), images: 0, due: 0 };
    tallies.set(ber, tally);
    tally.trials++;
    tally.images += total;
    tally.due += due;
    const error = wrong / total;
    tally.times.set(error, (tally.times.get(error) ?? 0) + 1);
  }
}

/**
 * Statistics over the trials of each rate, ascending by rate. They do not depend on the order of `results`.
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
 * The p-quantile of ascending `sorted` [n ≥ 1], p in [0, 1]: linear between order statistics at (n - 1) · p, which is
 * type 7 of Hyndman and Fan, "Sample quantiles in statistical packages" (1996), and the rule of R, NumPy and d3.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  return quantileOf((rank) => sorted[rank]!, sorted.length, p);
}

/** The same of `length` values, of which `valueAt` gives each by its rank. */
function quantileOf(valueAt: (rank: number) => number, length: number, p: number): number {
  if (length === 0) throw new RangeError('Cannot take a quantile of no values: expected at least one');
  const position = (length - 1) * p;
  const below = Math.floor(position);
  const low = valueAt(below);
  const high = valueAt(Math.min(below + 1, length - 1));
  return low + (high - low) * (position - below);
}

/** Statistics of one rate. `std` divides by n - 1 and is 0 for one trial; quantiles follow `quantile`. */
export function summarizeTally(
  ber: number,
  { trials, times, images, due }: ErrorTally,
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
  const numDiffering = trials - Math.max(...times.values());
  return {
    ber,
    trials,
    mean,
    std,
    meanInterval: numDiffering < MIN_DIFFERING ? null : meanInterval(mean, std, trials),
    median: quantileOf(errorAt, trials, 0.5),
    q10: quantileOf(errorAt, trials, 0.1),
    q90: quantileOf(errorAt, trials, 0.9),
    ...dueField(due / images),
    expectedFlips,
  };
}

/**
 * Student's 95 % interval of a mean of `trials` (2 at least) errors of deviation `std`, cut to [0, 1].
 *
 * On measured errors, skewed as they are, it holds the mean in 93 to 96 % of samples of 4 to 100 trials (docs/ticks.md), better
 * than intervals that correct for skewness; but not where most trials count alike: there a sample often has none that differ.
 */
export function meanInterval(
  mean: number,
  std: number,
  trials: number,
): { readonly low: number; readonly high: number } {
  const reach = (studentQuantile(trials - 1) * std) / Math.sqrt(trials);
  return { low: Math.max(0, mean - reach), high: Math.min(1, mean + reach) };
}

/** The classification error of guessing among classes of equal size, in [0, 1]: 0.9 for ten. */
export function chanceError(numClasses: number): number {
  return 1 - 1 / numClasses;
}

/** How much higher an error is than the fault-free one, in percentage points; negative when faults happened to help. */
export function increasePoints(error: number, baselineError: number): number {
  return 100 * (error - baselineError);
}
