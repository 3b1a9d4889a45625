import { t } from '../../core/language/t';
import type { CensoredRate, Tick } from '../ticks/tick';
import { boundText, intervalNote } from './boundWords';

/** Formats a rate, with a sign if it is a bound: `1.80e-5`, `≥ 1.00e-1`. */
export function rateText(rate: CensoredRate, decimals = 2): string {
  return boundText(rate, (value) => value.toExponential(decimals));
}

/**
 * Formats the rate of a tick with its interval, or with the reason `why` it has none: `1.80e-5 (95
 * % over trials: 1.20e-5 to 2.40e-5)`. A tick outside the tested rates is a bound and has neither.
 */
export function tickText(
  { ber, interval }: Pick<Tick, 'ber' | 'interval'>,
  why: string,
  decimals = 2,
  label = t`95 % over trials`,
): string {
  const reason = ber.bound === 'exact' ? why : '';
  const note = intervalNote(interval, (rate) => rate.toExponential(decimals), reason, label);
  return `${rateText(ber, decimals)}${note}`;
}
