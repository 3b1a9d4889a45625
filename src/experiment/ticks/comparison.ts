import type { ExperimentSpec } from '../settings/experimentSpec';
import type { Measurement } from '../sweep/results';
import { isPaired } from './bootstrap';
import type { Interval, Tick } from './tick';
import { type TickRatio, tickRatio, tolerance } from './tolerance';

/** Ticks of two measurements at one loss. */
export interface ComparedTick {
  readonly a: Tick;
  readonly b: Tick;
  readonly ratio: TickRatio;
  /** True if the two intervals have no rate in common; null unless both are resolved. */
  readonly areApart: boolean | null;
}

interface Comparison {
  /**
   * True when equal trial numbers drew from equal streams. The interval of the ratio then resamples
   * them jointly.
   */
  readonly arePaired: boolean;
  readonly ticks: readonly ComparedTick[];
}

/**
 * Settings that two measurements must share. With another network or other images a tick has
 * another meaning.
 */
const SHARED_SETTINGS = [
  'model',
  'weights',
  'data',
  'numSamples',
  'measure',
] as const satisfies readonly (keyof ExperimentSpec)[];

/**
 * Returns the first setting in which `b` differs from `a` that makes their ticks incomparable; null
 * if there is none.
 */
export function incomparableSetting(
  a: ExperimentSpec,
  b: ExperimentSpec,
): (typeof SHARED_SETTINGS)[number] | null {
  return SHARED_SETTINGS.find((setting) => a[setting] !== b[setting]) ?? null;
}

/** Compares the ticks of two comparable measurements; null while one has no trials. */
export function compareTicks(a: Measurement, b: Measurement): Comparison | null {
  const [ticksA, ticksB, ratios] = [tolerance(a)?.ticks, tolerance(b)?.ticks, tickRatio(a, b)];
  if (ticksA === undefined || ticksB === undefined || ratios === null) return null;
  const ticks = ratios.map((ratio, index): ComparedTick => {
    const [tickA, tickB] = [ticksA[index]!, ticksB[index]!];
    return { a: tickA, b: tickB, ratio, areApart: areApart(tickA.interval, tickB.interval) };
  });
  return { arePaired: isPaired(a.spec, b.spec), ticks };
}

/** Treats an interval end beyond the grid as any rate there. */
function areApart(a: Interval | null, b: Interval | null): boolean | null {
  if (a === null || b === null) return null;
  const isBelow = (left: Interval, right: Interval) =>
    (left.high ?? Number.POSITIVE_INFINITY) < (right.low ?? Number.NEGATIVE_INFINITY);
  return isBelow(a, b) || isBelow(b, a);
}
