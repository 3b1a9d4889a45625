import { MIN_TRIALS } from '../../../experiment/curve/evidence';
import type { BerGrid } from '../../../experiment/sweep/berGrid';
import type { CurvePoint } from '../../../experiment/sweep/results';
import { runsOf } from './runsOf';

/** Distance between mean and median, in shares, from which the median is drawn: 2 points. */
const MEDIAN_GAP = 0.02;

interface Band {
  readonly low: number;
  readonly high: number;
  /** The ends that left [0, chance] and were cut there. */
  readonly clippedLow: boolean;
  readonly clippedHigh: boolean;
}

/** Mean ± one deviation, or the 10 % to 90 % quantiles, cut to [0, `chance`]. */
export function bandOf(point: CurvePoint, kind: 'sigma' | 'quantiles', chance: number): Band {
  const low = kind === 'sigma' ? point.mean - point.std : point.q10;
  const high = kind === 'sigma' ? point.mean + point.std : point.q90;
  // A worse result than guessing is a measurement, not a spread: only the band of a mean is cut at chance.
  const ceiling = kind === 'sigma' ? Math.max(chance, point.mean) : 1;
  return {
    low: Math.max(0, low),
    high: Math.min(ceiling, high),
    clippedLow: low < 0,
    clippedHigh: high > ceiling,
  };
}

/** True where a band is drawn: two neighbouring rates have trials enough. */
export function hasBand(curve: readonly CurvePoint[], grid: BerGrid): boolean {
  const wide = curve.filter((point) => point.ber > 0 && point.trials >= MIN_TRIALS);
  return runsOf(wide, grid).some((run) => run.length > 1);
}

/** True where the trials themselves are drawn: too few for a band, and more than the mean alone. */
export function showsTrials({ trials }: CurvePoint): boolean {
  return trials > 1 && trials < MIN_TRIALS;
}

/** True when some band was cut, which a figure says in words. */
export function cutsBand(curve: readonly CurvePoint[], kind: 'sigma' | 'quantiles', chance: number): boolean {
  return curve.some((point) => {
    if (point.trials < MIN_TRIALS) return false;
    const { clippedLow, clippedHigh } = bandOf(point, kind, chance);
    return clippedLow || clippedHigh;
  });
}

/**
 * True where mean and median tell different stories, because few trials are hit hard: they lie more than 2 points apart, even
 * by two standard errors less, √(π/2 − 1) · σ/√n each where errors are normal. In the paper's stored runs, taken trial by
 * trial, the median so comes or goes once in five rates; without the errors it did so once at each.
 */
export function isMedianFar({ ber, trials, mean, median, std }: CurvePoint): boolean {
  const noise = Math.sqrt((Math.PI / 2 - 1) / trials) * std;
  return ber > 0 && trials >= MIN_TRIALS && Math.abs(mean - median) - 2 * noise > MEDIAN_GAP;
}
