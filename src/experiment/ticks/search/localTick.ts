import { resample } from '../resampling';
import { type Interval, MIN_CHANGED_TRIALS } from '../tick';
import type { CrossingRange } from '../tickFit';
import { intervalOf } from '../tickInterval';
import { powerLawCrossing } from './powerLaw';

/** Sums over the trials of one rate. */
export interface RateTally {
  readonly ber: number;
  readonly trials: number;
  /** Trials that flipped at least one bit. */
  readonly evaluations: number;
  /** Non-zero increases over the quantised baseline, percentage points. */
  readonly increases: readonly number[];
}

/**
 * Returns log10 of the rate at which a power law through the tallies around `center` crosses
 * `threshold` points. May be infinite.
 */
export function localCrossing(tallies: readonly RateTally[], center: number, threshold: number): number {
  const totals = tallies.map(({ ber, trials, increases }) => ({ ber, trials, points: sumOf(increases) }));
  return powerLawCrossing(totals, center, threshold);
}

/**
 * Returns the 95 % interval of that crossing: trials are resampled within each rate, then exponent
 * and scale are fitted again. An end outside `lowest` to `highest` is null, because the law is not
 * reliable there. Null when too few trials changed the error count.
 */
export function localInterval(
  tallies: readonly RateTally[],
  center: number,
  threshold: number,
  { lowest, highest }: { readonly lowest: number; readonly highest: number },
): Interval | null {
  const numChanged = tallies.reduce((sum, { increases }) => sum + increases.length, 0);
  if (numChanged < MIN_CHANGED_TRIALS) return null;
  const sizes = tallies.map(({ trials }) => trials);
  const [least, most] = [Math.log10(lowest), Math.log10(highest)];
  const resampling = resample(sizes, sumOf(sizes), (counts): CrossingRange => {
    const totals = tallies.map(({ ber, increases }, rate) => {
      const own = counts[rate]!;
      // Indices beyond the list are trials without an increase. They count but add nothing.
      const points = sumOf(increases.map((increase, index) => own[index]! * increase));
      return { ber, trials: own.reduce((sum, count) => sum + count, 0), points };
    });
    const at = powerLawCrossing(totals, center, threshold);
    return {
      low: at < least ? Number.NEGATIVE_INFINITY : at,
      high: at > most ? Number.POSITIVE_INFINITY : at,
    };
  });
  return intervalOf(resampling, numChanged);
}

/** Adds numbers in their order. */
export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
