import { t } from '../../core/language/t';
import type { Measure } from '../../core/samples/measure';
import { errorText, isPercent } from './errorWords';
import { hundredths } from './percentWords';

/** Formats an error for an aligned column, without the sign and in per cent with two decimals. */
export function errorCell(error: number, measure: Measure): string {
  return isPercent(measure) ? hundredths(error) : errorText(error, measure);
}

/** Formats the standard deviation of errors for a column: in points, or in bits. */
export function deviationCell(std: number, measure: Measure): string {
  return isPercent(measure) ? hundredths(std) : std.toFixed(2);
}

/** Formats an interval of errors for a column: `5.28 to 12.42`, a dash if there is none. */
export function errorIntervalCell(
  interval: { readonly low: number; readonly high: number } | null,
  measure: Measure,
): string {
  return interval === null
    ? '–'
    : t`${errorCell(interval.low, measure)} to ${errorCell(interval.high, measure)}`;
}
