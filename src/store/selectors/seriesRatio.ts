import type { Series } from '../../experiment/sweep/series';
import { isPaired } from '../../experiment/ticks/bootstrap';
import type { LossUnit } from '../../experiment/ticks/tickLoss';
import type { RatioQuestion } from '../../experiment/ticks/tickQuestion';
import type { TickRatio } from '../../experiment/ticks/tolerance';
import type { MeasuredSeries } from './seriesSelectors';
import type { TickDesk } from './tickDesk';
import { createTickReading } from './tickReading';

/** How many times the bit errors of one series another takes, at each loss. */
export interface SeriesRatio {
  readonly ticks: readonly TickRatio[];
  /** Equal trial numbers drew from equal streams, so that the intervals take them jointly. */
  readonly arePaired: boolean;
  /** What the losses are counted in. */
  readonly unit: LossUnit;
}

/**
 * The ratio of the ticks of `a` to those of `b`; null until both have ticks and `desk` has worked it out. It is read again only
 * when one of these changes, and the last one stays meanwhile.
 */
export function seriesRatio(
  a: MeasuredSeries,
  b: MeasuredSeries,
  unit: LossUnit,
  desk: TickDesk,
): SeriesRatio | null {
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

/** By the specs of both, for as long as somebody holds these. */
const readings = new WeakMap<Series['spec'], WeakMap<Series['spec'], Reading>>();

function readingOf(a: MeasuredSeries, b: MeasuredSeries): Reading {
  const ofA = readings.get(a.spec) ?? new WeakMap<Series['spec'], Reading>();
  readings.set(a.spec, ofA);
  const reading: Reading = ofA.get(b.spec) ?? createTickReading();
  ofA.set(b.spec, reading);
  return reading;
}
