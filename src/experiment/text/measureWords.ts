import { t } from '../../core/language/t';
import type { Measure } from '../../core/samples/measure';

/** Returns the title of a share of errors, for axes: `Classification error`. */
export function errorTitle(measure: Measure): string {
  if (measure === 'top1') return t`Classification error`;
  return measure === 'top5' ? t`Top-5 error` : t`Changed answers`;
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
  if (measure === 'top1') return '';
  return measure === 'top5'
    ? t`error: label not among the five highest scores`
    : t`error: another answer than in float without faults`;
}

/** Returns the title of the error without faults: `Fault-free error`. */
export function faultFreeTitle(measure: Measure): string {
  return measure === 'top1' ? t`Fault-free error` : t`${errorTitle(measure)} without faults`;
}
