import { t } from '../../core/language/t';
import type { Measure } from '../../core/samples/measure';

/** Texts of the measures other than top-1 error: a title and what an error is. */
const WORDS: Readonly<Record<Exclude<Measure, 'top1'>, () => readonly [title: string, clause: string]>> = {
  top5: () => [t`Top-5 error`, t`error: label not among the five highest scores`],
  changed: () => [t`Changed answers`, t`error: another answer than in float without faults`],
  deviation: () => [
    t`Deviation of outputs`,
    t`error: RMS deviation from the outputs in float, relative to their own`,
  ],
  perplexity: () => [
    t`Perplexity`,
    t`perplexity: 2 to the power of the cross entropy in bits, at most 24 for one sample`,
  ],
};

/** Says as a clause why a measure has no ticks (`hasTicks`). */
export function whyNoTicks(): string {
  return t`no ticks: the losses of a perplexity have no points of per cent`;
}

/** Returns the title of an error, for axes: `Classification error`. */
export function errorTitle(measure: Measure): string {
  return measure === 'top1' ? t`Classification error` : WORDS[measure]()[0];
}

/** Returns `errorTitle` for narrow places. */
export function shortErrorTitle(measure: Measure): string {
  return measure === 'top1' ? t`Error` : errorTitle(measure);
}

/**
 * Says in a clause what an error is, for captions and evidence. Empty for top-1 error, which is
 * meant where nothing is said.
 */
export function errorClause(measure: Measure): string {
  return measure === 'top1' ? '' : WORDS[measure]()[1];
}

/** Names the mean error over trials: `mean error`. */
export function meanTitle(measure: Measure): string {
  return measure === 'top1' ? t`mean error` : t`${errorTitle(measure)}, mean`;
}

/** Returns the title of the error without faults: `Fault-free error`. */
export function faultFreeTitle(measure: Measure): string {
  return measure === 'top1' ? t`Fault-free error` : t`${errorTitle(measure)} without faults`;
}
