import { isReadAtNoLoss, TICK_LOSSES, type TickLoss } from '../../experiment/ticks/tickLoss';
import type { MeasuredSeries } from './seriesSelectors';

/**
 * Returns the losses at which the ticks of all these series are read. A small relative loss of a
 * low baseline error is excluded, because it is read as no loss.
 */
export function readableLosses(series: readonly MeasuredSeries[]): readonly TickLoss[] {
  const ticks = series.flatMap(({ tolerance }) => tolerance?.ticks ?? []);
  return TICK_LOSSES.filter((loss) => !ticks.some((tick) => tick.loss === loss && isReadAtNoLoss(tick)));
}

/**
 * Returns the smallest of `losses` that is at least `wanted`, or else the largest. `losses` must
 * not be empty.
 */
export function nearestLoss(wanted: TickLoss, losses: readonly TickLoss[]): TickLoss {
  return losses.find((loss) => loss >= wanted) ?? losses.at(-1)!;
}
