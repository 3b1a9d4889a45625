import { type Baseline, errorOf } from '../../core/site/injection';

/** Losses in percentage points that ticks are drawn for (Fig. 5). */
export const TICK_LOSSES = [0, 1, 5, 10] as const;
export type TickLoss = (typeof TICK_LOSSES)[number];

/**
 * Loss of tick(0) in percentage points: a curve of means has no definite rate at which it leaves 0.
 */
const NO_LOSS_POINTS = 0.1;

/** Returns the increase at which the fit is read for a tick, in percentage points. */
export function thresholdPoints(loss: TickLoss): number {
  return Math.max(loss, NO_LOSS_POINTS);
}

/**
 * Unit of a loss: percentage points, or per cent of the baseline error (Sec. 4.3.2 says
 * "relative").
 */
export type LossUnit = 'points' | 'relative';

/**
 * Returns the increases at which the fit is read for each tick, in percentage points, never below
 * that of tick(0).
 */
export function lossThresholds({ quantized }: Baseline, unit: LossUnit): readonly number[] {
  if (unit === 'points') return TICK_LOSSES.map(thresholdPoints);
  const baselineError = errorOf(quantized);
  return TICK_LOSSES.map((loss) => Math.max(loss * baselineError, NO_LOSS_POINTS));
}

/**
 * Returns true if a loss is smaller than that of tick(0) and was read there. Its tick then equals
 * tick(0) and does not describe its own loss.
 */
export function isReadAtNoLoss(tick: { readonly loss: TickLoss; readonly thresholdPoints: number }): boolean {
  return tick.loss > 0 && tick.thresholdPoints <= NO_LOSS_POINTS;
}
