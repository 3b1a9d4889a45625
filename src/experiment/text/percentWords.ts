import { t } from '../../core/language/t';

/** Interval of a share in [0, 1]. */
interface ShareInterval {
  readonly low: number;
  readonly high: number;
}

/** Formats a share in [0, 1] in per cent with fixed decimals: `1.8 %`. */
export function percentOf(share: number, decimals = 1): string {
  return `${(100 * share).toFixed(decimals)} %`;
}

/** Formats a share as per cent without the sign: two decimals below 10 %, else one. */
export function percentNumber(share: number): string {
  const value = share * 100;
  return value.toFixed(value < 9.995 ? 2 : 1);
}

/**
 * Formats a share in per cent with the digits of `percentNumber` and a space that does not break.
 */
export function percent(share: number): string {
  return `${percentNumber(share)}\u00a0%`;
}

/** Formats both ends of an interval of shares in the digits of `percent`: `9.37 to 12.2 %`. */
export function percentInterval({ low, high }: ShareInterval): string {
  return t`${percentNumber(low)} to ${percent(high)}`;
}

/** Formats a share as a whole number of per cent, for text and for style sheets: `87%`. */
export function wholePercent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** Formats a share as per cent with two decimals and without the sign, for aligned columns. */
export function hundredths(share: number): string {
  return (100 * share).toFixed(2);
}

/** Formats an interval of shares for a column: `5.28 to 12.42`, a dash if there is none. */
export function hundredthsInterval(interval: ShareInterval | null): string {
  return interval === null ? '–' : t`${hundredths(interval.low)} to ${hundredths(interval.high)}`;
}

/** Formats a difference in percentage points with its sign: `+0.12`, `−12.3`, `0`. */
export function pointsText(points: number): string {
  if (points === 0) return '0';
  const digits = Math.abs(points).toFixed(Math.abs(points) < 9.95 ? 2 : 1);
  return `${points > 0 ? '+' : '−'}${digits}`;
}
