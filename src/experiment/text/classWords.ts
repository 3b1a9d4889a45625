import type { ClassVarianceSummary } from '../classes/classVariance';
import { FIRM_TRIALS } from '../curve/evidence';
import { percentNumber } from './percentNumber';

/** Distance of mean and median, in shares, from which the trials are called skewed: 2 points, as in the main figure. */
const SKEW = 0.02;

/**
 * What mean and median at one rate say together. Fewer trials than are firm seldom hold one bad pattern in ten, or a correlation.
 */
export function skewText({ trials, mean, median }: ClassVarianceSummary): string {
  if (trials < FIRM_TRIALS)
    return `${trials} of the ${FIRM_TRIALS} trials that a sentence about their spread needs have run.`;
  const points = Math.abs(100 * (mean - median)).toFixed(1);
  if (mean - median > SKEW)
    return `The mean lies ${points} points above the median: a few bad fault patterns carry it, most trials lose less.`;
  if (median - mean > SKEW)
    return `The mean lies ${points} points below the median: a few mild fault patterns pull it down.`;
  return `Mean and median are ${points} points apart: the mean of ${percentNumber(mean)} % is not the work of a few bad fault patterns.`;
}

/** How error and class variance hang together over some trials, in both kinds of variance. */
export function correlationText(summary: ClassVarianceSummary, where: string): string {
  const { trials, pearson, spearman, pearsonNormalized, spearmanNormalized } = summary;
  const start = `Over the ${trials} trial${trials === 1 ? '' : 's'} ${where}`;
  if (trials < FIRM_TRIALS) return `${start} nothing is said of a correlation: that takes ${FIRM_TRIALS}.`;
  if (pearson === null || spearman === null)
    return `${start} error and class variance have no correlation: one of them never changes.`;
  const plain = `${start} error and class variance correlate with r = ${signed(pearson)} (Pearson), ${signed(spearman)} (Spearman)`;
  return pearsonNormalized === null || spearmanNormalized === null
    ? `${plain}.`
    : `${plain}; normalised, ${signed(pearsonNormalized)} and ${signed(spearmanNormalized)}.`;
}

/** Two decimals with a real minus sign. */
function signed(value: number): string {
  return value
    .toFixed(2)
    .replace(/^-0\.00$/, '0.00')
    .replace('-', '−');
}
