import type { CensoredRate } from './tick';
import type { Tolerance } from './tolerance';

/**
 * Returns the decades from the first to the last tick (Fig. 5's long and short tails): how slowly a
 * network fails. A lower bound if one of them lies outside the tested rates; null if both do on the
 * same side.
 */
export function tailDecades({ ticks }: Pick<Tolerance, 'ticks'>): CensoredRate | null {
  const first = ticks[0]!.ber;
  const last = ticks.at(-1)!.ber;
  const isOutside = first.bound !== 'exact' && last.bound !== 'exact';
  // Both on one side give no information. The first below and the last above mean that the tail is
  // longer than the tested rates.
  if (isOutside && first.bound === last.bound) return null;
  const isExact = first.bound === 'exact' && last.bound === 'exact';
  return { value: Math.log10(last.value / first.value), bound: isExact ? 'exact' : 'atLeast' };
}
