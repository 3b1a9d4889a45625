import { t } from '../../core/language/t';
import type { ClassVarianceSummary } from '../classes/classVariance';
import { FIRM_TRIALS } from '../curve/evidence';
import { grouped, signed } from './numberWords';
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
    return t`A statement about the spread needs at least ${FIRM_TRIALS} trials (${trials} so far).`;
  const points = Math.abs(100 * (mean - median)).toFixed(1);
  if (mean - median > SKEW)
    return t`The mean lies ${points} points above the median: a few bad trials cause this, most lose less.`;
  if (median - mean > SKEW)
    return t`The mean lies ${points} points below the median: a few mild trials lower it.`;
  return t`Mean and median are ${points} points apart: the mean of ${percentNumber(mean)} % is not caused by a few bad trials.`;
}

/** Trials that a correlation is about: those at one rate, or all. */
type Where = 'rate' | 'all';

/**
 * Describes the correlation of error and class variance over some trials, for both kinds of
 * variance.
 */
export function correlationText(summary: ClassVarianceSummary, where: Where): string {
  const { trials, pearson, spearman, pearsonNormalized, spearmanNormalized } = summary;
  const isRate = where === 'rate';
  if (trials < FIRM_TRIALS)
    return isRate
      ? t`A correlation needs at least ${FIRM_TRIALS} trials (${trials} so far at this rate).`
      : t`A correlation needs at least ${FIRM_TRIALS} trials (${trials} so far at all rates together).`;
  const count = grouped(trials);
  if (pearson === null || spearman === null)
    return isRate
      ? t`Over the ${count} trials at this rate error and class variance have no correlation: one of them never changes.`
      : t`Over the ${count} trials at all rates together error and class variance have no correlation: one of them never changes.`;
  const [r, rank] = [signed(pearson), signed(spearman)];
  const plain = isRate
    ? t`Over the ${count} trials at this rate error and class variance correlate with r = ${r} (Pearson), ${rank} (Spearman)`
    : t`Over the ${count} trials at all rates together error and class variance correlate with r = ${r} (Pearson), ${rank} (Spearman)`;
  return pearsonNormalized === null || spearmanNormalized === null
    ? `${plain}.`
    : `${plain}; ${t`normalised, ${signed(pearsonNormalized)} and ${signed(spearmanNormalized)}`}.`;
}
