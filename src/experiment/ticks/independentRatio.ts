import type { CensoredRate, Interval, Tick } from './tick';
import type { TickRatio } from './tolerance';

/** Tick with its interval, from a grid or from a search. */
export type KnownTick = Pick<Tick, 'loss' | 'ber' | 'interval' | 'unresolved'>;

/**
 * Returns the ratio of tick `a` to tick `b` of the same loss, measured on independent trials.
 *
 * Its interval is computed from theirs on the logarithmic scale: each end is as far from the ratio
 * as the root of the sum of squares of the ends that move the ratio in its direction (method of
 * variance estimates recovery, Zou and Donner 2008). An end beyond the tested rates stays beyond
 * them.
 */
export function independentRatio(a: KnownTick, b: KnownTick): TickRatio {
  const ratio = quotient(a.ber, b.ber);
  const { loss } = a;
  if (ratio?.bound !== 'exact') return { loss, ratio, interval: null };
  if (a.interval === null || b.interval === null) {
    const why = { ...(a.unresolved && { a: a.unresolved }), ...(b.unresolved && { b: b.unresolved }) };
    return { loss, ratio, interval: null, unresolved: why };
  }
  const interval = {
    low: endOf(ratio.value, decadesTo(a, 'low'), decadesTo(b, 'high'), -1),
    high: endOf(ratio.value, decadesTo(a, 'high'), decadesTo(b, 'low'), 1),
  };
  return { loss, ratio, interval };
}

/** Divides two rates. Null when both lie outside the tested rates on the same side. */
function quotient(a: CensoredRate, b: CensoredRate): CensoredRate | null {
  const value = a.value / b.value;
  const isAtLeast = a.bound !== 'atMost' && b.bound !== 'atLeast';
  const isAtMost = a.bound !== 'atLeast' && b.bound !== 'atMost';
  if (isAtLeast && isAtMost) return { value, bound: 'exact' };
  if (!isAtLeast && !isAtMost) return null;
  return { value, bound: isAtLeast ? 'atLeast' : 'atMost' };
}

/**
 * Returns the distance from a tick to an end of its interval, in decades; null beyond the tested
 * rates.
 */
function decadesTo({ ber, interval }: KnownTick, end: keyof Interval): number | null {
  const rate = interval![end];
  return rate === null ? null : Math.abs(Math.log10(rate / ber.value));
}

function endOf(ratio: number, a: number | null, b: number | null, side: 1 | -1): number | null {
  return a === null || b === null ? null : ratio * 10 ** (side * Math.hypot(a, b));
}
