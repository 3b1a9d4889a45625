import { independentRatio, type KnownTick } from '../../experiment/ticks/independentRatio';
import { type LossUnit, TICK_LOSSES, type TickLoss } from '../../experiment/ticks/tickLoss';
import type { TickRatio } from '../../experiment/ticks/tolerance';
import { type TickSearches, tickSearchKey } from '../runs/tickSearches';
import { seriesRatio } from './seriesRatio';
import type { MeasuredSeries } from './seriesSelectors';
import type { TickDesk } from './tickDesk';

/** The tick of a row that a ruler is laid to. */
export interface RulerTick extends KnownTick {
  readonly series: MeasuredSeries;
  /** An adaptive search found it; else it was read off the curve. */
  readonly isFound: boolean;
}

/** A ruler between two rows. */
export interface TickRuler {
  readonly more: RulerTick;
  readonly less: RulerTick;
  /** How many times the bit errors of the less tolerant row the other one takes. */
  readonly ratio: TickRatio;
}

/**
 * Lays a ruler between the ticks of two rows at one loss; null while either has none. A tick that an adaptive search found is more
 * exact than that of the curve and takes its place, but a search reads losses in points alone.
 */
export function layRuler(
  rows: readonly [MeasuredSeries, MeasuredSeries],
  found: TickSearches['found'],
  loss: TickLoss,
  unit: LossUnit,
  desk: TickDesk,
): TickRuler | null {
  const [a, b] = rows.map((row) => rulerTick(row, unit === 'points' ? found : {}, loss));
  if (a == null || b == null) return null;
  const [more, less] = placeOf(a) >= placeOf(b) ? [a, b] : [b, a];
  const ratio =
    more.isFound || less.isFound
      ? independentRatio(more, less)
      : seriesRatio(more.series, less.series, unit, desk)?.ticks[TICK_LOSSES.indexOf(loss)];
  return ratio === undefined ? null : { more, less, ratio };
}

function rulerTick(series: MeasuredSeries, found: TickSearches['found'], loss: TickLoss): RulerTick | null {
  const index = TICK_LOSSES.indexOf(loss);
  const read = series.tolerance?.ticks[index];
  const adaptive = found[tickSearchKey(series.spec)]?.[index];
  if (adaptive !== undefined && (adaptive.ber.bound === 'exact' || read === undefined))
    return { ...adaptive, series, isFound: true };
  return read === undefined ? null : { ...read, series, isFound: false };
}

/** Ticks outside the tested rates lie beyond all others. */
function placeOf({ ber: { value, bound } }: RulerTick): number {
  return Math.log10(value) + { exact: 0, atMost: -100, atLeast: 100 }[bound];
}
