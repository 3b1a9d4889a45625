import { foundTick } from '../../experiment/ticks/search/foundTick';
import type { Tick } from '../../experiment/ticks/tick';
import type { LossUnit } from '../../experiment/ticks/tickLoss';
import { type TickSearches, tickSearchKey } from '../runs/tickSearches';
import type { MeasuredSeries } from './seriesSelectors';

/**
 * Returns a series in which each tick found by an adaptive search replaces the one read from the
 * curve, so that only one value can be cited. Returns the same series if nothing or only bounds
 * were found, and for losses in units that searches do not use.
 */
export function withFoundTicks(
  series: MeasuredSeries,
  found: TickSearches['found'],
  unit: LossUnit,
): MeasuredSeries {
  const { tolerance, spec } = series;
  const estimates = unit === 'points' ? (found[tickSearchKey(spec)] ?? []) : [];
  if (tolerance === null || !estimates.some(({ ber }) => ber.bound === 'exact')) return series;
  const ticks = tolerance.ticks.map((tick, index): Tick => {
    const estimate = estimates[index];
    if (estimate?.ber.bound !== 'exact') return tick;
    return foundTick(estimate);
  });
  return { ...series, tolerance: { ...tolerance, ticks } };
}
