import { t } from '../../core/language/t';
import { perplexity } from '../../core/samples/crossEntropy';
import { hasTicks, type Measure } from '../../core/samples/measure';
import { grouped } from './numberWords';
import { percentNumber } from './percentWords';

/** Interval of an error, as a `CurvePoint` has it. */
interface ErrorInterval {
  readonly low: number;
  readonly high: number;
}

/** True if the errors of a measure are shares, shown in per cent. */
export const isPercent = hasTicks;

/** Formats an error with a space that does not break: `9.37 %`, or as a perplexity `37.0`. */
export function errorText(error: number, measure: Measure): string {
  return isPercent(measure) ? `${percentNumber(error)}\u00a0%` : perplexityText(error);
}

/** Formats an error without the sign: `9.37`. */
export function errorNumber(error: number, measure: Measure): string {
  return isPercent(measure) ? percentNumber(error) : perplexityText(error);
}

/** Formats the standard deviation of errors: in points, or in bits. */
export function spreadText(std: number, measure: Measure): string {
  return isPercent(measure) ? percentNumber(std) : t`${std.toFixed(2)} bits`;
}

/** Formats an interval of errors: `9.37 to 12.2 %`. */
export function errorInterval({ low, high }: ErrorInterval, measure: Measure): string {
  return t`${errorNumber(low, measure)} to ${errorText(high, measure)}`;
}

/** Appends the unit of errors to a title of an axis or column: `Error, %`. */
export function withUnit(title: string, measure: Measure): string {
  return isPercent(measure) ? t`${title}, %` : title;
}

/** Formats the error of guessing: `90 %`. */
export function chanceText(chance: number, measure: Measure): string {
  return isPercent(measure) ? `${Number((chance * 100).toFixed(1))}\u00a0%` : grouped(perplexity(chance));
}

/** Formats the perplexity of a cross entropy in bits with three digits: `1.35`, `16,800,000`. */
function perplexityText(bits: number): string {
  const value = perplexity(bits);
  return value < 99.95 ? value.toPrecision(3) : grouped(Number(value.toPrecision(3)));
}
