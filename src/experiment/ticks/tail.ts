import type { CensoredRate, Tolerance } from './tolerance';

/**
 * How slowly a network fails: decades from the first to the last tick (Fig. 5's long and short tails). A lower bound where one of
 * them lies outside the tested rates, null where both do on the same side.
 */
export function tailDecades({ ticks }: Pick<Tolerance, 'ticks'>): CensoredRate | null {
  const first = ticks[0]!.ber;
  const last = ticks.at(-1)!.ber;
  const isOutside = first.bound !== 'exact' && last.bound !== 'exact';
  // Both on one side say nothing; the first below and the last above say that the tail is longer than the tested rates.
  if (isOutside && first.bound === last.bound) return null;
  const isExact = first.bound === 'exact' && last.bound === 'exact';
  return { value: Math.log10(last.value / first.value), bound: isExact ? 'exact' : 'atLeast' };
}
