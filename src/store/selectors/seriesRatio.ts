import { evidenceOf } from '../../experiment/curve/evidence';
import type { Series } from '../../experiment/sweep/series';
import { isPaired } from '../../experiment/ticks/bootstrap';
import type { LossUnit } from '../../experiment/ticks/tickLoss';
import type { RatioQuestion } from '../../experiment/ticks/tickQuestion';
import type { TickRatio } from '../../experiment/ticks/tolerance';
import type { MeasuredSeries } from './seriesSelectors';
import type { TickDesk } from './tickDesk';
import { createTickReading } from './tickReading';

/** Ratios of the tolerated BERs of two series, at each loss. */
export interface SeriesRatio {
  readonly ticks: readonly TickRatio[];
  /**
   * True if equal trial numbers use equal random streams, so that the intervals resample them
   * jointly.
   */
  readonly arePaired: boolean;
  /** Unit of the losses. */
  readonly unit: LossUnit;
}

/**
 * Returns the ratios of the ticks of `a` to those of `b`. Null until both have ticks of at least
 * `MIN_TRIALS` trials and `desk` has answered. Recomputed only if the ticks of one change. The last
 * ratios are returned meanwhile.
 */
export function seriesRatio(
  a: MeasuredSeries,
  b: MeasuredSeries,
  unit: LossUnit,
  desk: TickDesk,
): SeriesRatio | null {
  if (evidenceOf(Math.min(a.trials, b.trials)) === 'early') return null;
  const [measurement, against] = [a, b].map(({ spec, baseline, results, tolerance }) =>
    baseline === null || tolerance === null ? null : { spec, baseline, results },
  );
  if (measurement == null || against == null) return null;
  const about = [measurement.baseline, against.baseline, unit];
  const reading = readingOf(a, b)(desk, about, [a.tolerance, b.tolerance], () => ({
    question: { measurement, against, unit },
    finish: (ticks) => ticks && { ticks, arePaired: isPaired(a.spec, b.spec), unit },
  }));
  return reading.value ?? null;
}

type Reading = ReturnType<typeof createTickReading<RatioQuestion, SeriesRatio | null>>;

/** Readings by the specs of both series. They are released together with the specs. */
const readings = new WeakMap<Series['spec'], WeakMap<Series['spec'], Reading>>();

function readingOf(a: MeasuredSeries, b: MeasuredSeries): Reading {
  const ofA = readings.get(a.spec) ?? new WeakMap<Series['spec'], Reading>();
  readings.set(a.spec, ofA);
  const reading: Reading = ofA.get(b.spec) ?? createTickReading();
  ofA.set(b.spec, reading);
  return reading;
}
