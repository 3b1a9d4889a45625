import { normalQuantile, normalTail, studentQuantile } from '../curve/studentT';
import type { Resampling } from './resampling';
import type { Interval } from './tick';
import type { CrossingRange } from './tickFit';

/**
 * Returns the 95 % interval of a tick or ratio over `trials` trials from its resampled values,
 * log10 of rates or ratios. Ends are nearest ranks, rounded outwards: interpolation would spoil the
 * infinite ends of replicates outside the tested rates.
 *
 * Replicates of few trials scatter too little, as the variance of a sample divided by n does. The
 * ranks are therefore so far out that the interval of a mean would be Student's (T. Hesterberg,
 * "What teachers should know about the bootstrap", 2015, section 5).
 *
 * If a few trials lose much more than the others, the truth lies beyond one end more often than
 * beyond the other. The ranks of the bias-corrected and accelerated interval correct this (B. Efron
 * and R. Tibshirani, "An introduction to the bootstrap", 1993, section 14.3). They are used only
 * where they lie farther out: a sample that lacks the rare trials underestimates the skewness, so
 * its correction must not shorten the interval.
 */
export function intervalOf(resampling: Resampling<CrossingRange>, trials: number): Interval {
  const n = Math.max(2, trials);
  const z = studentQuantile(n - 1) * Math.sqrt(n / (n - 1));
  const [bias, acceleration] = [biasOf(resampling), accelerationOf(resampling.deleted)];
  const last = resampling.drawn.length - 1;
  const below = last * Math.min(normalTail(z), shareBelow(corrected(-z, bias, acceleration)));
  const above = last * Math.min(normalTail(z), shareBelow(-corrected(z, bias, acceleration)));
  const low = Float64Array.from(resampling.drawn, (reach) => reach.low).sort()[Math.floor(below)]!;
  const high = Float64Array.from(resampling.drawn, (reach) => reach.high).sort()[Math.ceil(last - above)]!;
  return { low: finitePower(low), high: finitePower(high) };
}

/** Returns the normal deviate at which the replicates have the end that belongs to `z`. */
function corrected(z: number, bias: number, acceleration: number): number {
  return bias + (bias + z) / (1 - acceleration * (bias + z));
}

/**
 * Returns the bias correction z0: the normal deviate of the share of replicates below the value
 * measured with the same interpolation. Those equal to it or in an unknown place count half.
 */
function biasOf({ drawn, measured }: Resampling<CrossingRange>): number {
  const below = drawn.reduce((sum, reach, replicate) => {
    const { low } = measured[replicate % measured.length]!;
    if (reach.high < low) return sum + 1;
    return reach.low > low ? sum : sum + 0.5;
  }, 0);
  const share = Math.max(0.5, Math.min(below, drawn.length - 0.5)) / drawn.length;
  return share < 0.5 ? -normalQuantile(share) : normalQuantile(1 - share);
}

/**
 * Returns the acceleration, Σ u³ / (6 (Σ u²)^1.5) over the influences u of groups of trials
 * (jackknife), from -1/6 to 1/6; 0 if no group changes the value.
 */
function accelerationOf(deleted: readonly CrossingRange[]): number {
  const values = deleted.flatMap(({ low, high }) => [low, high].find(Number.isFinite) ?? []);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const influences = values.map((value) => mean - value);
  const squares = influences.reduce((sum, influence) => sum + influence ** 2, 0);
  const cubes = influences.reduce((sum, influence) => sum + influence ** 3, 0);
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

/** Returns the share of a standard normal distribution below `z`. */
function shareBelow(z: number): number {
  return z < 0 ? normalTail(-z) : 1 - normalTail(z);
}

function finitePower(exponent: number): number | null {
  return Number.isFinite(exponent) ? 10 ** exponent : null;
}
