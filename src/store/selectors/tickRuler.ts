import { evidenceOf } from '../../experiment/curve/evidence';
import { independentRatio, type KnownTick } from '../../experiment/ticks/independentRatio';
import { foundTick } from '../../experiment/ticks/search/foundTick';
import { type LossUnit, TICK_LOSSES, type TickLoss } from '../../experiment/ticks/tickLoss';
import type { TickRatio } from '../../experiment/ticks/tolerance';
import { type TickSearches, tickSearchKey } from '../runs/tickSearches';
import { seriesRatio } from './seriesRatio';
import type { MeasuredSeries } from './seriesSelectors';
import type { TickDesk } from './tickDesk';

/** Tick of a row that is compared with that of another row. */
export interface RulerTick extends KnownTick {
  readonly series: MeasuredSeries;
  /** True if an adaptive search found it. False if it was read from the curve. */
  readonly isFound: boolean;
}

/** Comparison of the ticks of two rows, drawn as a ruler between them. */
export interface TickRuler {
  readonly more: RulerTick;
  readonly less: RulerTick;
  /** Fewest trials of the curves that ticks were read from, infinite if both ticks were found. */
  readonly trials: number;
  /** Ratio of the tolerated BER of `more` to that of `less`. Null below `MIN_TRIALS` trials. */
  readonly ratio: TickRatio | null;
}

/**
 * Compares the ticks of two rows at one loss. Null while either has none. A tick found by an
 * adaptive search is more exact and replaces that of the curve, but only for losses in points.
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
  // A search runs as many trials as its ticks need.
  const trials = Math.min(...[a, b].map(({ isFound, series }) => (isFound ? Infinity : series.trials)));
  if (evidenceOf(trials) === 'early') return { more, less, trials, ratio: null };
  const ratio =
    more.isFound || less.isFound
      ? independentRatio(more, less)
      : seriesRatio(more.series, less.series, unit, desk)?.ticks[TICK_LOSSES.indexOf(loss)];
  return ratio === undefined ? null : { more, less, trials, ratio };
}

function rulerTick(series: MeasuredSeries, found: TickSearches['found'], loss: TickLoss): RulerTick | null {
  const index = TICK_LOSSES.indexOf(loss);
  const read = series.tolerance?.ticks[index];
  const adaptive = found[tickSearchKey(series.spec)]?.[index];
  if (adaptive !== undefined && (adaptive.ber.bound === 'exact' || read === undefined))
    return { ...foundTick(adaptive), series, isFound: true };
  return read === undefined ? null : { ...read, series, isFound: false };
}

/** Returns a key that sorts ticks by BER. Censored ticks come before or after all others. */
function placeOf({ ber: { value, bound } }: RulerTick): number {
  return Math.log10(value) + { exact: 0, atMost: -100, atLeast: 100 }[bound];
}
