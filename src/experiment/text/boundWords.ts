import { t } from '../../core/language/t';
import type { CensoredRate, Interval } from '../ticks/tick';

const BOUND_SIGNS: Readonly<Record<CensoredRate['bound'], string>> = {
  exact: '',
  atLeast: '≥ ',
  atMost: '≤ ',
};

/** Formats a rate or a ratio, with a sign if it is a bound: `1.80e-5`, `≥ 300×`. */
export function boundText({ value, bound }: CensoredRate, format: (value: number) => string): string {
  return `${BOUND_SIGNS[bound]}${format(value)}`;
}

/** Formats both ends of an interval: `1.20e-5 to 2.40e-5`, `beyond the grid to 3.1`. */
export function endsText({ low, high }: Interval, format: (value: number) => string): string {
  const beyond = t`beyond the grid`;
  if (low === null && high === null) return beyond;
  return t`${low === null ? beyond : format(low)} to ${high === null ? beyond : format(high)}`;
}

/**
 * Formats the interval of a rate or a ratio for a column, or states why there is none: `why` if the
 * value lies inside the tested rates. `of` is null if the value itself is not known.
 */
export function intervalOrReason(
  of: CensoredRate | null,
  interval: Interval | null,
  format: (interval: Interval) => string,
  why: string,
): string {
  if (of?.bound !== 'exact') return t`outside the tested rates`;
  return interval === null ? why : format(interval);
}

/**
 * Formats an interval in brackets to follow its value: ` (95 %: 2.9 to 3.6)`. Without an interval
 * it gives the reason `why` instead, if there is one to give.
 */
export function intervalNote(
  interval: Interval | null,
  format: (value: number) => string,
  why = '',
  label = '95 %',
): string {
  if (interval !== null) return ` (${label}: ${endsText(interval, format)})`;
  return why === '' ? '' : ` (${why})`;
}
