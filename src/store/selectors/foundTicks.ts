import type { Tick } from '../../experiment/ticks/tick';
import type { LossUnit } from '../../experiment/ticks/tickLoss';
import { type TickSearches, tickSearchKey } from '../runs/tickSearches';
import type { MeasuredSeries } from './seriesSelectors';

/**
 * A series with each tick that an adaptive search found in place of the one that is read off its curve: there is one to cite. The
 * same series where nothing was found, where a search found a bound alone, and in a unit of loss that searches do not read.
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
    const { loss, thresholdPoints, ber, interval, evaluations } = estimate;
    return { loss, thresholdPoints, ber, interval, changedTrials: evaluations, isFound: true };
  });
  return { ...series, tolerance: { ...tolerance, ticks } };
}
