import type { ChartFrame } from '../frame/chartFrame';
import { placedFrame } from '../frame/rateAxis';
import { CurveMarks } from './CurveMarks';
import { type DrawnSeries, LOOK_SHAPES, seriesClass } from './drawnSeries';

interface SeriesCurveProps {
  readonly series: DrawnSeries;
  readonly frame: ChartFrame;
  /** Error of guessing, in [0, 1]. */
  readonly chance: number;
  readonly band: 'sigma' | 'quantiles' | null;
  /** Id of the highlighted series; null: none. */
  readonly hot: string | null;
}

/** Draws the curve of one of several series, in its colour and shape. */
export function SeriesCurve({ series, frame, chance, band, hot }: SeriesCurveProps) {
  const { curve, grid, origin, planned, look, source, factor } = series;
  return (
    <g className={seriesClass(series, hot)}>
      <CurveMarks
        {...{ curve, grid, origin, planned, chance, band }}
        frame={placedFrame(frame, factor)}
        shape={LOOK_SHAPES[look]}
        tone={source === 'stored' ? 'stored' : 'live'}
      />
    </g>
  );
}
