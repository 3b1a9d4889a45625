/** Sum over the trials of one rate. */
export interface RateTotal {
  readonly ber: number;
  readonly trials: number;
  /** Sum of the increases over the quantised baseline, percentage points. */
  readonly points: number;
}

/**
 * Exponents to try: 1 where single flips decide, less where errors saturate, more where flips must
 * coincide.
 */
const EXPONENTS = [0.5, 0.75, 1, 1.25, 1.5] as const;

/**
 * Returns log10 of the rate at which the mean increase m = s · (ber / center)^b, fitted to trials
 * near `center`, reaches `thresholdPoints`. Infinite when the increases sum to no loss.
 *
 * The fit maximises the Poisson quasi-likelihood over s and b. Its weights suit equal numbers of
 * evaluations per rate, for which the relative error of a rate's sum is about the same everywhere.
 * Sums at or below 0 need no special case.
 */
export function powerLawCrossing(
  totals: readonly RateTotal[],
  center: number,
  thresholdPoints: number,
): number {
  const points = totals.reduce((sum, total) => sum + total.points, 0);
  if (points <= 0) return Number.POSITIVE_INFINITY;
  let [most, logScale, exponent] = [Number.NEGATIVE_INFINITY, 0, 1];
  for (const b of EXPONENTS) {
    let exposure = 0;
    let likelihood = 0;
    for (const total of totals) {
      const logRatio = Math.log(total.ber / center);
      exposure += total.trials * Math.exp(b * logRatio);
      likelihood += total.points * b * logRatio;
    }
    const candidate = Math.log(points / exposure);
    likelihood += points * candidate;
    if (likelihood > most) [most, logScale, exponent] = [likelihood, candidate, b];
  }
  return Math.log10(center) + (Math.log(thresholdPoints) - logScale) / (exponent * Math.LN10);
}
