import { isPaired } from '../experiment/bootstrap';
import type { LossUnit } from '../experiment/tickFit';
import { type TickRatio, type Tolerance, tickRatio } from '../experiment/tolerance';
import type { MeasuredSeries } from './seriesSelectors';

/** How many times the bit errors of one series another takes, at each loss. */
export interface SeriesRatio {
  readonly ticks: readonly TickRatio[];
  /** Equal trial numbers drew from equal streams, so that the intervals take them jointly. */
  readonly arePaired: boolean;
  /** What the losses are counted in. */
  readonly unit: LossUnit;
}

/** The ratio of the ticks of `a` to those of `b`; null until both have ticks. Read again only when one of these changes. */
export function seriesRatio(a: MeasuredSeries, b: MeasuredSeries, unit: LossUnit): SeriesRatio | null {
  if (a.baseline === null || b.baseline === null || a.tolerance === null || b.tolerance === null) return null;
  const ofA = remembered.get(a.tolerance) ?? new WeakMap<Tolerance, SeriesRatio | null>();
  remembered.set(a.tolerance, ofA);
  if (!ofA.has(b.tolerance)) {
    const ticks = tickRatio({ ...a, baseline: a.baseline }, { ...b, baseline: b.baseline }, unit);
    ofA.set(b.tolerance, ticks && { ticks, arePaired: isPaired(a.spec, b.spec), unit });
  }
  return ofA.get(b.tolerance)!;
}

/** By the ticks of both, which are in one unit each, and for as long as somebody holds these. */
const remembered = new WeakMap<Tolerance, WeakMap<Tolerance, SeriesRatio | null>>();
