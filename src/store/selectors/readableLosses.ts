import { isReadAtNoLoss, TICK_LOSSES, type TickLoss } from '../../experiment/ticks/tickLoss';
import type { MeasuredSeries } from './seriesSelectors';

/** The losses that every one of these series is read at itself: a few per cent of a low baseline error are read as no loss. */
export function readableLosses(series: readonly MeasuredSeries[]): readonly TickLoss[] {
  const ticks = series.flatMap(({ tolerance }) => tolerance?.ticks ?? []);
  return TICK_LOSSES.filter((loss) => !ticks.some((tick) => tick.loss === loss && isReadAtNoLoss(tick)));
}

/** The smallest of these losses that is no smaller than the wanted one, else the greatest; no loss is always among them. */
export function nearestLoss(wanted: TickLoss, losses: readonly TickLoss[]): TickLoss {
  return losses.find((loss) => loss >= wanted) ?? losses.at(-1)!;
}
