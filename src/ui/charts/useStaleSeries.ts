import { useState } from 'react';
import { experimentKey } from '../../experiment/settings/experimentKey';
import { describeDifference } from '../../experiment/settings/specDifference';
import type { MeasuredSeries } from '../../store/selectors/seriesSelectors';
import { GHOST_TRIALS } from '../../store/state';

/**
 * Series of the previous settings. They are drawn in grey until the new series have 8 trials at
 * every rate.
 */
export interface StaleSeries {
  readonly series: readonly MeasuredSeries[];
  /** Previous values of the changed settings, such as `Q2.6`; empty without series. */
  readonly label: string;
}

const NONE: StaleSeries = { series: [], label: '' };

interface Memory {
  /** Keys of the experiments in `current`. */
  readonly keys: string;
  readonly current: readonly MeasuredSeries[];
  readonly before: readonly MeasuredSeries[];
}

/**
 * Returns the series that the last edit replaced, each until its successor has enough trials.
 * Series of another network are left out.
 */
export function useStaleSeries(series: readonly MeasuredSeries[]): StaleSeries {
  const keys = series.map(({ spec }) => experimentKey(spec)).join('\n');
  const [memory, setMemory] = useState<Memory>({ keys, current: series, before: [] });
  if (memory.keys !== keys) {
    const isMeasured = memory.current.some(({ curve }) => curve.length > 0);
    setMemory({ keys, current: series, before: isMeasured ? memory.current : memory.before });
  } else if (memory.current !== series) {
    setMemory({ ...memory, current: series });
  }
  const stale = memory.before.filter((old) => {
    const next = series.find(({ id }) => id === old.id);
    return (
      next !== undefined &&
      old.curve.length > 0 &&
      old.spec.model === next.spec.model &&
      experimentKey(old.spec) !== experimentKey(next.spec) &&
      !next.complete &&
      next.trials < GHOST_TRIALS
    );
  });
  const [first] = stale;
  if (first === undefined) return NONE;
  const next = series.find(({ id }) => id === first.id)!;
  return { series: stale, label: describeDifference(first.spec, next.spec) };
}
