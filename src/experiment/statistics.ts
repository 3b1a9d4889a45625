import { type CurvePoint, groupByBer, type ScoredTrial } from './results';

/**
 * Statistics over the trials of each rate, ascending by rate. They do not depend on the order of `results`.
 *
 * `expectedFlips` gives the mean number of flipped bits at a rate (`expectedFlipsOf` in curve). `std` divides by n - 1
 * and is 0 for one trial; quantiles follow `quantile`.
 */
export function summarize(
  results: readonly ScoredTrial[],
  expectedFlips: (ber: number) => number,
): readonly CurvePoint[] {
  return Array.from(groupByBer(results), ([ber, trials]) => summarizePoint(ber, trials, expectedFlips(ber)));
}

/**
 * The p-quantile of ascending `sorted` [n ≥ 1], p in [0, 1]: linear between order statistics at (n - 1) · p, which is
 * type 7 of Hyndman and Fan, "Sample quantiles in statistical packages" (1996), and the rule of R, NumPy and d3.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) throw new RangeError('Cannot take a quantile of no values: expected at least one');
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}

/** The classification error of guessing among classes of equal size, in [0, 1]: 0.9 for ten. */
export function chanceError(numClasses: number): number {
  return 1 - 1 / numClasses;
}

/** How much higher an error is than the fault-free one, in percentage points; negative when faults happened to help. */
export function increasePoints(error: number, baselineError: number): number {
  return 100 * (error - baselineError);
}

function summarizePoint(ber: number, results: readonly ScoredTrial[], expectedFlips: number): CurvePoint {
  const errors = Float64Array.from(results, ({ wrong, total }) => wrong / total).sort();
  const n = errors.length;
  const mean = errors.reduce((sum, error) => sum + error, 0) / n;
  const squares = errors.reduce((sum, error) => sum + (error - mean) ** 2, 0);
  return {
    ber,
    trials: n,
    mean,
    std: n > 1 ? Math.sqrt(squares / (n - 1)) : 0,
    median: quantile(errors, 0.5),
    q10: quantile(errors, 0.1),
    q90: quantile(errors, 0.9),
    expectedFlips,
  };
}
