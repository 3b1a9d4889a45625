import { t } from '../../core/language/t';
import type { Tick } from '../ticks/tick';
import { type LossUnit, thresholdPoints } from '../ticks/tickLoss';

/** Returns the text in place of a tick whose loss satisfies `isReadAtNoLoss`. */
export function readAtNoLoss(): string {
  return t`too small to measure (below ${thresholdPoints(0)} points)`;
}

/** Unit of losses in words. */
export const LOSS_UNITS: Readonly<Record<LossUnit, string>> = {
  get points() {
    return t`points`;
  },
  get relative() {
    return t`% of the fault-free error`;
  },
};

/** Formats a loss for a label: `0`, `+5`, `+5 %` of the fault-free error. */
export function lossLabel(loss: Tick['loss'], unit: LossUnit): string {
  if (loss === 0) return '0';
  return unit === 'points' ? `+${loss}` : `+${loss}\u00a0%`;
}

/**
 * Formats the loss of a tick in points. For 0 points it adds the loss at which the tick is read.
 */
export function lossText({ loss, thresholdPoints }: Pick<Tick, 'loss' | 'thresholdPoints'>): string {
  return loss === 0 ? t`0 points (less than ${thresholdPoints})` : amountOf(loss, 'points');
}

/**
 * Formats a loss as a noun: `no loss`, `a loss of 5 points`, `a loss of 5 % of the fault-free
 * error`.
 */
export function lossWords(loss: Tick['loss'], unit: LossUnit): string {
  if (loss === 0) return t`no loss`;
  if (unit === 'relative') return t`a loss of ${loss} % of the fault-free error`;
  return loss === 1 ? t`a loss of ${loss} point` : t`a loss of ${loss} points`;
}

/** Formats a loss as a condition: `at no loss`, `at a loss of 5 points`. */
export function atLoss(loss: Tick['loss'], unit: LossUnit): string {
  if (loss === 0) return t`at no loss`;
  if (unit === 'relative') return t`at a loss of ${loss} % of the fault-free error`;
  return loss === 1 ? t`at a loss of ${loss} point` : t`at a loss of ${loss} points`;
}

/**
 * Formats a loss as an event: `any accuracy is lost`, `1 point is lost`, `5 % of the fault-free
 * error are lost`.
 */
export function lostWords(loss: Tick['loss'], unit: LossUnit): string {
  if (loss === 0) return t`any accuracy is lost`;
  const amount = amountOf(loss, unit);
  return loss === 1 ? t`${amount} is lost` : t`${amount} are lost`;
}

function amountOf(loss: Tick['loss'], unit: LossUnit): string {
  if (unit === 'relative') return t`${loss} % of the fault-free error`;
  return loss === 1 ? t`${loss} point` : t`${loss} points`;
}
