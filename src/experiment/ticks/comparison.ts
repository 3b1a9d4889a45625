import type { ExperimentSpec } from '../settings/experimentSpec';
import type { Measurement } from '../sweep/results';
import { isPaired } from './bootstrap';
import { type Interval, type Tick, type TickRatio, tickRatio, tolerance } from './tolerance';

/** The ticks of two measurements side by side, at one loss. */
export interface ComparedTick {
  readonly a: Tick;
  readonly b: Tick;
  readonly ratio: TickRatio;
  /** Whether the two intervals have no rate in common; null unless both are resolved. */
  readonly areApart: boolean | null;
}

interface Comparison {
  /** True when equal trial numbers drew from equal streams, so that the ratio's interval takes them jointly. */
  readonly arePaired: boolean;
  readonly ticks: readonly ComparedTick[];
}

/** Settings that two measurements must share: with another network or other images a tick is of something else. */
const SHARED_SETTINGS = [
  'model',
  'weights',
  'data',
  'images',
] as const satisfies readonly (keyof ExperimentSpec)[];

/** The first setting in which `b` differs from `a` so that their ticks cannot be compared; null when they can. */
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

/** An end beyond the grid may lie anywhere there. */
function areApart(a: Interval | null, b: Interval | null): boolean | null {
  if (a === null || b === null) return null;
  const isBelow = (left: Interval, right: Interval) =>
    (left.high ?? Number.POSITIVE_INFINITY) < (right.low ?? Number.NEGATIVE_INFINITY);
  return isBelow(a, b) || isBelow(b, a);
}
