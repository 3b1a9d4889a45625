import type { Tick } from '../ticks/tick';
import { type LossUnit, thresholdPoints } from '../ticks/tickLoss';
import { countOf } from './numberWords';

/** Text in place of a tick whose loss satisfies `isReadAtNoLoss`. */
export const READ_AT_NO_LOSS = `too small to measure (below ${thresholdPoints(0)} points)`;

/** Unit of losses in words. */
export const LOSS_UNITS: Readonly<Record<LossUnit, string>> = {
  points: 'points',
  relative: '% of the fault-free error',
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
  return `${countOf(loss, 'point')}${loss === 0 ? ` (less than ${thresholdPoints})` : ''}`;
}

/**
 * Formats a loss as a noun: `no loss`, `a loss of 5 points`, `a loss of 5 % of the fault-free
 * error`.
 */
export function lossWords(loss: Tick['loss'], unit: LossUnit): string {
  if (loss === 0) return 'no loss';
  return `a loss of ${amountOf(loss, unit)}`;
}

/**
 * Formats a loss as an event: `any accuracy is lost`, `1 point is lost`, `5 % of the fault-free
 * error are lost`.
 */
export function lostWords(loss: Tick['loss'], unit: LossUnit): string {
  if (loss === 0) return 'any accuracy is lost';
  return `${amountOf(loss, unit)} ${loss === 1 ? 'is' : 'are'} lost`;
}

function amountOf(loss: Tick['loss'], unit: LossUnit): string {
  return unit === 'relative' ? `${loss} ${LOSS_UNITS.relative}` : countOf(loss, 'point');
}
