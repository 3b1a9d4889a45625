import { MIN_TRIALS } from '../../../experiment/curve/evidence';
import type { BerGrid } from '../../../experiment/sweep/berGrid';
import type { CurvePoint } from '../../../experiment/sweep/results';
import { runsOf } from './runsOf';

/** Distance between mean and median above which the median is drawn, in [0, 1]: 2 points. */
const MEDIAN_GAP = 0.02;

interface Band {
  readonly low: number;
  readonly high: number;
  /** True if the lower end was below 0, and is clipped. */
  readonly clippedLow: boolean;
  /** True if the upper end was above the limit, and is clipped. */
  readonly clippedHigh: boolean;
}

/**
 * Returns the band of a point. `sigma`: mean ± one standard deviation, from 0 to the error of
 * guessing (`chance`), or to the mean if it is greater. `quantiles`: 10 % to 90 %. All in [0, 1].
 */
export function bandOf(point: CurvePoint, kind: 'sigma' | 'quantiles', chance: number): Band {
  const low = kind === 'sigma' ? point.mean - point.std : point.q10;
  const high = kind === 'sigma' ? point.mean + point.std : point.q90;
  // Trials may be worse than guessing, so measured quantiles are not clipped at chance. A mean plus
  // a deviation is not measured.
  // Errors that are no shares have no ceiling: the axis ends where they are drawn.
  const ceiling =
    chance >= 1 ? Number.POSITIVE_INFINITY : kind === 'sigma' ? Math.max(chance, point.mean) : 1;
  return {
    low: Math.max(0, low),
    high: Math.min(ceiling, high),
    clippedLow: low < 0,
    clippedHigh: high > ceiling,
  };
}

/** Returns true if a band is drawn: two neighbouring rates have enough trials. */
export function hasBand(curve: readonly CurvePoint[], grid: BerGrid): boolean {
  const wide = curve.filter((point) => point.ber > 0 && point.trials >= MIN_TRIALS);
  return runsOf(wide, grid).some((run) => run.length > 1);
}

/** Returns true if single trials are drawn: at least 2, and too few for a band. */
export function showsTrials({ trials }: CurvePoint): boolean {
  return trials > 1 && trials < MIN_TRIALS;
}

/** Returns true if the band of any point is clipped. The legend explains this. */
export function cutsBand(curve: readonly CurvePoint[], kind: 'sigma' | 'quantiles', chance: number): boolean {
  return curve.some((point) => {
    if (point.trials < MIN_TRIALS) return false;
    const { clippedLow, clippedHigh } = bandOf(point, kind, chance);
    return clippedLow || clippedHigh;
  });
}

/**
 * Returns true if mean and median clearly differ, because a few trials have large errors. Their
 * distance must exceed 2 points by more than two standard errors, √(π/2 − 1) · σ/√n each if errors
 * are normal.
 *
 * In the paper's recorded runs, evaluated after each trial, the median then appears or disappears
 * once in five rates. Without this margin it does so once at each rate.
 */
export function isMedianFar({ ber, trials, mean, median, std }: CurvePoint): boolean {
  const noise = Math.sqrt((Math.PI / 2 - 1) / trials) * std;
  return ber > 0 && trials >= MIN_TRIALS && Math.abs(mean - median) - 2 * noise > MEDIAN_GAP;
}
