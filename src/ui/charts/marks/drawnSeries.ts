import type { Measure } from '../../../core/samples/measure';
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

/**
 * Colour and shape of a series. `thin` is a grey line without marks, for a series that is not part
 * of the comparison.
 */
export type SeriesLook = 'a' | 'b' | 'c' | 'thin';

/** Shape of each look. Colours: `a` blue, `b` vermilion, `c` that of text. */
export const LOOK_SHAPES: Record<SeriesLook, MarkShape | null> = {
  a: 'circle',
  b: 'triangle',
  c: 'square',
  thin: null,
};

/** Series in the form that a chart draws. */
export interface DrawnSeries {
  readonly id: string;
  readonly label: string;
  readonly look: SeriesLook;
  /** Points on the axis, with ascending rates. */
  readonly curve: readonly CurvePoint[];
  /** Planned rates. No line crosses a planned rate that is not measured yet. */
  readonly grid: BerGrid;
  readonly measure: Measure;
  /** Number of trials of a complete point. */
  readonly planned: number;
  readonly baseline: Baseline | null;
  readonly origin: LossOrigin | null;
  readonly tolerance: Tolerance | null;
  readonly source: MeasuredSeries['source'];
  /** File of an imported run. Left out for others. */
  readonly importedFrom?: string;
  /** Smallest number of trials at any planned rate. */
  readonly trials: number;
  /** Factor of its rates on the axis, as of `rateFactor`. */
  readonly factor: number;
  /** Rates at which the count rule starts to flip bits of the series. */
  readonly limits: CountLimits;
}

/** Converts a measured series to the form that is drawn, without rates outside the axis. */
export function drawnSeries(
  measured: MeasuredSeries,
  look: SeriesLook,
  domain: BerDomain,
  factor = 1,
): DrawnSeries {
  const { id, label, spec, source, trials, grid, baseline, tolerance } = measured;
  const curve = measured.curve.filter(({ ber }) => isOnAxis(ber * factor, domain));
  return {
    ...{ id, label, look, curve, grid, baseline, tolerance, source, trials, factor },
    ...(measured.importedFrom !== undefined && { importedFrom: measured.importedFrom }),
    origin: lossOrigin(spec, baseline),
    limits: countLimits(spec, domain),
    measure: spec.measure,
    planned: source === 'stored' ? trials : spec.trials,
  };
}

/**
 * Returns the value of a series at a place of the axis: a point, or an interpolated value between
 * two neighbours; null if there is neither.
 */
export function readDrawn(
  { curve, grid, origin, baseline, source, factor }: DrawnSeries,
  ber: number,
): Reading | null {
  return readCurve(ber / factor, curve, grid, origin, baseline, source === 'stored' ? 'stored' : 'live');
}

/** Returns the CSS classes of a series: its colour, and whether it is highlighted or faint. */
export function seriesClass({ id, look }: Pick<DrawnSeries, 'id' | 'look'>, hot: string | null): string {
  return `series series-${look}${hot === null ? '' : hot === id ? ' series-hot' : ' series-faint'}`;
}
