import type { ClassVarianceSummary } from '../classes/classVariance';
import { FIRM_TRIALS } from '../curve/evidence';
import { countOf, signed } from './numberWords';
import { percentNumber } from './percentWords';

/**
 * Least distance of mean and median, as a share, that is called skew: 2 points, as in the main
 * figure.
 */
const SKEW = 0.02;

/**
 * Describes the skew between mean and median at one rate. Below `FIRM_TRIALS` trials a sample
 * seldom shows one bad trial in ten.
 */
export function skewText({ trials, mean, median }: ClassVarianceSummary): string {
  if (trials < FIRM_TRIALS)
    return `A statement about the spread needs at least ${FIRM_TRIALS} trials (${trials} so far).`;
  const points = Math.abs(100 * (mean - median)).toFixed(1);
  if (mean - median > SKEW)
    return `The mean lies ${points} points above the median: a few bad trials cause this, most lose less.`;
  if (median - mean > SKEW)
    return `The mean lies ${points} points below the median: a few mild trials lower it.`;
  return `Mean and median are ${points} points apart: the mean of ${percentNumber(mean)} % is not caused by a few bad trials.`;
}

/**
 * Describes the correlation of error and class variance over some trials, for both kinds of
 * variance.
 */
export function correlationText(summary: ClassVarianceSummary, where: string): string {
  const { trials, pearson, spearman, pearsonNormalized, spearmanNormalized } = summary;
  const start = `Over the ${countOf(trials, 'trial')} ${where}`;
  if (trials < FIRM_TRIALS)
    return `A correlation needs at least ${FIRM_TRIALS} trials (${trials} so far ${where}).`;
  if (pearson === null || spearman === null)
    return `${start} error and class variance have no correlation: one of them never changes.`;
  const plain = `${start} error and class variance correlate with r = ${signed(pearson)} (Pearson), ${signed(spearman)} (Spearman)`;
  return pearsonNormalized === null || spearmanNormalized === null
    ? `${plain}.`
    : `${plain}; normalised, ${signed(pearsonNormalized)} and ${signed(spearmanNormalized)}.`;
}
