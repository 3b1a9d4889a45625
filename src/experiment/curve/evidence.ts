import { t } from '../../core/language/t';
import { grouped } from '../text/numberWords';

/** Fewest trials per rate for a conclusion: below it the page states no finding and no headline. */
export const MIN_TRIALS = 8;
/**
 * Fewest trials per rate for a firm number. From `MIN_TRIALS` up to here numbers are called
 * provisional.
 */
export const FIRM_TRIALS = 30;

/**
 * Reliability of a number. `early` supports no conclusion; `provisional` may still change by tens
 * of per cent.
 */
export type Evidence = 'early' | 'provisional' | 'firm';

/** Returns the reliability of a number of `trials`, the fewest at any relevant rate. */
export function evidenceOf(trials: number): Evidence {
  if (trials < MIN_TRIALS) return 'early';
  return trials < FIRM_TRIALS ? 'provisional' : 'firm';
}

/** Returns the number of digits after the first for a number of `trials`: one until it is firm. */
export function decimalsOf(trials: number): 1 | 2 {
  return evidenceOf(trials) === 'firm' ? 2 : 1;
}

/** Explains why there is no conclusion yet: `8 trials are needed at each rate, 2 so far`. */
export function neededTrials(trials: number): string {
  return t`${MIN_TRIALS} trials are needed at each rate, ${trials} so far`;
}

/** Returns ` (n = 12, provisional)` to append to numbers that are not firm, else an empty text. */
export function provisionalNote(trials: number): string {
  return evidenceOf(trials) === 'firm' ? '' : ` (${trialsText(trials)})`;
}

/** Formats a number of trials with its reliability: `n = 30`; `n = 12, provisional`. */
export function trialsText(trials: number): string {
  const number = grouped(trials);
  return evidenceOf(trials) === 'firm' ? `n = ${number}` : t`n = ${number}, provisional`;
}
