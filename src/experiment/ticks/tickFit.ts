import { errorOf } from '../../core/site/injection';
import { firstFlip } from '../curve/curve';
import { type Interpolation, rateOfLoss } from '../curve/lossCurve';
import { increasePoints } from '../curve/statistics';
import { groupByBer, type Measurement } from '../sweep/results';
import { fitNonDecreasing } from './isotonic';
import { TICK_LOSSES, thresholdPoints } from './tickLoss';

/** Trials of one rate, as increases over the quantised baseline. */
export interface RateSample {
  readonly ber: number;
  /**
   * log10 of the rate at which the fit places the sample. Rates at which the count rule flips no
   * bit are placed at the first rate that flips one. Nothing is lost up to there, so no tick is
   * read below it.
   */
  readonly logBer: number;
  /** Trial numbers, ascending. */
  readonly trials: readonly number[];
  /** Percentage points, in the order of `trials`. */
  readonly increases: readonly number[];
}

/**
 * Range of a tick, log10 of rates. Inside the tested rates `low` equals `high`. Below them the
 * range is [-Infinity, lowest], above them [highest, Infinity].
 */
export interface CrossingRange {
  readonly low: number;
  readonly high: number;
}

/**
 * Returns the samples of a measurement, ascending by rate and trial, in whatever order the trials
 * finished. Rate 0 has no place on a logarithmic axis and is left out.
 */
export function rateSamples({ spec, baseline, results }: Measurement): readonly RateSample[] {
  const baselineError = errorOf(baseline.quantized);
  const first = firstFlip(spec) ?? 0;
  const inOrder = [...results].sort((a, b) => a.trial - b.trial);
  return Array.from(groupByBer(inOrder), ([ber, group]) => ({
    ber,
    logBer: Math.log10(Math.max(ber, first)),
    trials: group.map(({ trial }) => trial),
    increases: group.map((count) => increasePoints(errorOf(count), baselineError)),
  })).filter(({ ber }) => ber > 0);
}

/**
 * Returns where the non-decreasing fit of the means crosses each threshold (percentage points).
 * `rateOfLoss` interpolates between rates. `means` (percentage points) and `weights` (above 0)
 * belong to `logBers`, ascending, at least one.
 */
export function tickReaches(
  logBers: readonly number[],
  means: readonly number[],
  weights: readonly number[],
  thresholds: readonly number[] = TICK_LOSSES.map(thresholdPoints),
  interpolation: Interpolation = 'cubic',
): readonly CrossingRange[] {
  const fit = fitNonDecreasing(means, weights);
  return thresholds.map((threshold) => {
    const above = firstAbove(fit, threshold);
    if (above === 0) return { low: Number.NEGATIVE_INFINITY, high: logBers[0]! };
    if (above === fit.length) return { low: logBers.at(-1)!, high: Number.POSITIVE_INFINITY };
    const at = rateOfLoss(logBers, fit, above, threshold, interpolation);
    return { low: at, high: at };
  });
}

/** Returns the means of the samples, with their sizes as weights. */
export function sampleMeans(samples: readonly RateSample[]): {
  readonly means: number[];
  readonly weights: number[];
} {
  const weights = samples.map(({ increases }) => increases.length);
  const means = samples.map(({ increases }) => increases.reduce((sum, x) => sum + x, 0) / increases.length);
  return { means, weights };
}

/** Evidence at the two rates around a tick. */
export interface Bracket {
  /** Trials at the rate that has fewer of them. */
  readonly trials: number;
  /** Trials at both rates whose error count differs from the baseline's. */
  readonly changedTrials: number;
  /**
   * Kish's effective sample size of the losses at both rates, (Σ loss)² / Σ loss². Small if a few
   * trials lose much and the others nothing: a sample without such a trial shows no loss at all.
   */
  readonly effectiveTrials: number;
  /** Distance between the two rates, in decades. */
  readonly decades: number;
}

/**
 * Returns the rates around each tick. A tick outside the tested rates has a bracket without trials.
 */
export function tickBrackets(
  samples: readonly RateSample[],
  thresholds: readonly number[],
): readonly Bracket[] {
  const { means, weights } = sampleMeans(samples);
  const fit = fitNonDecreasing(means, weights);
  return thresholds.map((threshold) => {
    const above = firstAbove(fit, threshold);
    if (above === 0 || above === fit.length)
      return { trials: 0, changedTrials: 0, effectiveTrials: 0, decades: 0 };
    const [lower, upper] = [samples[above - 1]!, samples[above]!];
    const increases = [...lower.increases, ...upper.increases];
    const losses = increases.map((increase) => Math.max(0, increase));
    const sum = losses.reduce((total, loss) => total + loss, 0);
    return {
      trials: Math.min(lower.increases.length, upper.increases.length),
      changedTrials: increases.filter((increase) => increase !== 0).length,
      effectiveTrials: sum ** 2 / losses.reduce((total, loss) => total + loss ** 2, 0),
      decades: upper.logBer - lower.logBer,
    };
  });
}

function firstAbove(fit: readonly number[], threshold: number): number {
  const index = fit.findIndex((level) => level > threshold);
  return index < 0 ? fit.length : index;
}
