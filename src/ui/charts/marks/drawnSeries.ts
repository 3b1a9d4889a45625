import type { Baseline } from '../../../core/site/injection';
import { lossOrigin } from '../../../experiment/curve/curve';
import type { LossOrigin } from '../../../experiment/curve/lossCurve';
import type { BerGrid } from '../../../experiment/sweep/berGrid';
import type { CurvePoint } from '../../../experiment/sweep/results';
import type { Tolerance } from '../../../experiment/ticks/tolerance';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import { type Reading, readCurve } from '../cursor/reading';
import { type BerDomain, isOnAxis } from '../frame/berScale';
import { type CountLimits, countLimits } from './countLimits';
import type { MarkShape } from './markPath';

/** Hue and shape of a series; `thin` is for what stands beside the comparison: a grey line without marks. */
export type SeriesLook = 'a' | 'b' | 'c' | 'thin';

/** Blue circle, vermilion triangle, ink square. */
export const LOOK_SHAPES: Record<SeriesLook, MarkShape | null> = {
  a: 'circle',
  b: 'triangle',
  c: 'square',
  thin: null,
};

/** A series as a chart draws it. */
export interface DrawnSeries {
  readonly id: string;
  readonly label: string;
  readonly look: SeriesLook;
  /** Rates ascending, those on the axis. */
  readonly curve: readonly CurvePoint[];
  /** Rates that it plans: no line crosses one that is not measured yet. */
  readonly grid: BerGrid;
  /** Trials at which a point is complete. */
  readonly planned: number;
  readonly baseline: Baseline | null;
  readonly origin: LossOrigin | null;
  readonly tolerance: Tolerance | null;
  readonly source: MeasuredSeries['source'];
  /** Fewest trials of any planned rate. */
  readonly trials: number;
  /** Rates at which the count rule starts to flip its bits. */
  readonly limits: CountLimits;
}

/** What is known of a series in the form that is drawn. */
export function drawnSeries(measured: MeasuredSeries, look: SeriesLook, domain: BerDomain): DrawnSeries {
  const { id, label, spec, source, trials, grid, baseline, tolerance } = measured;
  const curve = measured.curve.filter(({ ber }) => isOnAxis(ber, domain));
  return {
    ...{ id, label, look, curve, grid, baseline, tolerance, source, trials },
    origin: lossOrigin(spec, baseline),
    limits: countLimits(spec, domain),
    planned: source === 'stored' ? trials : spec.trials,
  };
}

/** The value of a series at a rate: a point, or the curve between two neighbours; null where neither is. */
export function readDrawn(
  { curve, grid, origin, baseline, source }: DrawnSeries,
  ber: number,
): Reading | null {
  return readCurve(ber, curve, grid, origin, baseline, source === 'stored' ? 'stored' : 'live');
}

/** Classes of a series: its hue, and whether it stands out or back. */
export function seriesClass({ id, look }: Pick<DrawnSeries, 'id' | 'look'>, hot: string | null): string {
  return `series series-${look}${hot === null ? '' : hot === id ? ' series-hot' : ' series-faint'}`;
}
