import { isPaired } from '../experiment/bootstrap';
import type { LossUnit } from '../experiment/tickFit';
import { type TickRatio, tickRatio } from '../experiment/tolerance';
import { memoizeLast } from './selectors';
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
  const pair = `${a.id} ${b.id}`;
  const derive = remembered.get(pair) ?? memoizeLast(measure, ticksOf);
  remembered.set(pair, derive);
  return derive(a, b, unit);
}

const remembered = new Map<string, typeof measure>();

function ticksOf(a: MeasuredSeries, b: MeasuredSeries) {
  return [a.tolerance, b.tolerance];
}

function measure(a: MeasuredSeries, b: MeasuredSeries, unit: LossUnit): SeriesRatio | null {
  if (a.baseline === null || b.baseline === null || a.tolerance === null || b.tolerance === null) return null;
  const [first, second] = [
    { ...a, baseline: a.baseline },
    { ...b, baseline: b.baseline },
  ];
  const ticks = tickRatio(first, second, unit);
  return ticks === null ? null : { ticks, arePaired: isPaired(a.spec, b.spec), unit };
}
