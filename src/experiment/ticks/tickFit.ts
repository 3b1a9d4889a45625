import { firstFlip } from '../curve/curve';
import { type Interpolation, rateOfLoss } from '../curve/lossCurve';
import { increasePoints } from '../curve/statistics';
import { type Baseline, groupByBer, type Measurement } from '../sweep/results';
import { fitNonDecreasing } from './isotonic';

/** Losses in percentage points that ticks are drawn for (Fig. 5). */
export const TICK_LOSSES = [0, 1, 5, 10] as const;
export type TickLoss = (typeof TICK_LOSSES)[number];

/** What counts as a loss in tick(0), in percentage points: a mean leaves 0 itself nowhere in particular. */
const NO_LOSS_POINTS = 0.1;

/** The increase at which the fit is read for a tick, in percentage points. */
export function thresholdPoints(loss: TickLoss): number {
  return Math.max(loss, NO_LOSS_POINTS);
}

/** What a loss is counted in: percentage points, or per cent of the baseline error (Sec. 4.3.2 says "relative"). */
export type LossUnit = 'points' | 'relative';

/** The increases at which the fit is read for each tick, in percentage points: never below that of tick(0). */
export function lossThresholds({ quantized }: Baseline, unit: LossUnit): readonly number[] {
  if (unit === 'points') return TICK_LOSSES.map(thresholdPoints);
  const baselineError = quantized.wrong / quantized.total;
  return TICK_LOSSES.map((loss) => Math.max(loss * baselineError, NO_LOSS_POINTS));
}

/** Whether a loss lies below that of tick(0) and was read there: its tick is tick(0) and says nothing of its own loss. */
export function isReadAtNoLoss(tick: { readonly loss: TickLoss; readonly thresholdPoints: number }): boolean {
  return tick.loss > 0 && tick.thresholdPoints <= NO_LOSS_POINTS;
}

/** The trials of one rate, as increases over the quantised baseline. */
export interface RateSample {
  readonly ber: number;
  /**
   * Where the fit has it, log10 of the rate. A rate at which the count rule flips no bit yet stands at the first at which it
   * does: up to there nothing is lost, so no tick is read below it.
   */
  readonly logBer: number;
  /** Trial numbers, ascending. */
  readonly trials: readonly number[];
  /** Percentage points, in the order of `trials`. */
  readonly increases: readonly number[];
}

/**
 * Where a tick lies, log10 of the rate: `low` equals `high` inside the tested rates. Below them it is only known to be
 * within [-Infinity, lowest], above them within [highest, Infinity].
 */
export interface CrossingRange {
  readonly low: number;
  readonly high: number;
}

/**
 * The samples of a measurement, ascending by rate and trial, whatever the order in which trials came back. Rate 0, which has
 * no place on a logarithmic axis, is left out.
 */
export function rateSamples({ spec, baseline, results }: Measurement): readonly RateSample[] {
  const baselineError = baseline.quantized.wrong / baseline.quantized.total;
  const first = firstFlip(spec) ?? 0;
  const inOrder = [...results].sort((a, b) => a.trial - b.trial);
  return Array.from(groupByBer(inOrder), ([ber, group]) => ({
    ber,
    logBer: Math.log10(Math.max(ber, first)),
    trials: group.map(({ trial }) => trial),
    increases: group.map(({ wrong, total }) => increasePoints(wrong / total, baselineError)),
  })).filter(({ ber }) => ber > 0);
}

/**
 * Where the non-decreasing fit of the means crosses each tick's threshold, in percentage points; `rateOfLoss` says how it runs
 * between rates. `means` (percentage points) and `weights` (above 0) belong to `logBers`, ascending, at least one.
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

/** Means of the samples and their sizes as weights. */
export function sampleMeans(samples: readonly RateSample[]): {
  readonly means: number[];
  readonly weights: number[];
} {
  const weights = samples.map(({ increases }) => increases.length);
  const means = samples.map(({ increases }) => increases.reduce((sum, x) => sum + x, 0) / increases.length);
  return { means, weights };
}

/** The two rates around a tick: how much is known there, and how near. */
export interface Bracket {
  /** Fewer of the trials at either. */
  readonly trials: number;
  /** Trials at both whose error count differs from the baseline's. */
  readonly changedTrials: number;
  /**
   * How many equal losses would scatter as those of both do: (Σ loss)² / Σ loss² (Kish's effective sample size). Few where a few
   * trials lose much and the others nothing: then a sample without one of those says that nothing is lost.
   */
  readonly effectiveTrials: number;
  /** From one to the other. */
  readonly decades: number;
}

/** Of each tick the rates around it; without trials for one outside the tested rates. */
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
