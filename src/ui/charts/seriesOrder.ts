import { tailDecades } from '../../experiment/ticks/tail';
import { TICK_LOSSES, type TickLoss } from '../../experiment/ticks/tickLoss';
import type { MeasuredSeries } from '../../store/selectors/seriesSelectors';

/** Order of rows: as in the network, the least tolerant first, or the shortest tail first. */
export type SeriesOrder = 'network' | 'tolerance' | 'tail';

/**
 * Returns log10 of the rate at which a series loses that much; undefined without ticks. Rates below
 * the tested ones are ranked before all others, rates above them after all others.
 */
function placeOf({ tolerance }: MeasuredSeries, loss: TickLoss): number | undefined {
  const ber = tolerance?.ticks[TICK_LOSSES.indexOf(loss)]?.ber;
  if (ber === undefined) return undefined;
  const beyond = { exact: 0, atMost: -100, atLeast: 100 }[ber.bound];
  return Math.log10(ber.value) + beyond;
}

function tailOf({ tolerance }: MeasuredSeries): number | undefined {
  return tolerance === null ? undefined : tailDecades(tolerance)?.value;
}

/**
 * Returns the rows in the given order. Rows without ticks come last, in the order of the network.
 */
export function orderSeries(
  series: readonly MeasuredSeries[],
  order: SeriesOrder,
  loss: TickLoss,
): readonly MeasuredSeries[] {
  if (order === 'network') return series;
  const rank = (item: MeasuredSeries) =>
    (order === 'tail' ? tailOf(item) : placeOf(item, loss)) ?? Number.POSITIVE_INFINITY;
  return series.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}
