/** The trials of one rate, added up. */
export interface RateTotal {
  readonly ber: number;
  readonly trials: number;
  /** Sum of the increases over the quantised baseline, percentage points. */
  readonly points: number;
}

/** Exponents that are tried: 1 where single flips decide, less where errors saturate, more where flips must meet. */
const EXPONENTS = [0.5, 0.75, 1, 1.25, 1.5] as const;

/**
 * Where the mean increase m = s · (ber / center)^b, fitted to trials near `center`, reaches `thresholdPoints`: log10 of the
 * rate. Infinite when the trials show no increase in sum.
 *
 * Largest Poisson quasi-likelihood over s and b. Its weights suit trials that are drawn for equal numbers of evaluations: a
 * rate's sum then has about the same relative error everywhere, and sums at or below 0 need no care.
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
