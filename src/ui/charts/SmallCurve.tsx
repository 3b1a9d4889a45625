import { area, line } from 'd3';
import { memo } from 'react';
import { errorOf } from '../../core/site/injection';
import { chanceOf, lossOrigin } from '../../experiment/curve/curve';
import { MIN_TRIALS } from '../../experiment/curve/evidence';
import { errorCurve } from '../../experiment/curve/lossCurve';
import type { CurvePoint } from '../../experiment/sweep/results';
import type { MeasuredSeries } from '../../store/selectors/seriesSelectors';
import { placedRow, type RowScale, type SmallFrame } from './frame/rowFrame';
import { bandOf } from './marks/bandOf';
import { CountLimitMarks } from './marks/CountLimitMarks';
import { countLimits } from './marks/countLimits';
import { type BandPoint, fillRun, joinPieces } from './marks/fillRun';
import { runsOf } from './marks/runsOf';

export interface SmallCurveProps {
  readonly series: MeasuredSeries;
  /** The same layer under the previous settings. */
  readonly stale: MeasuredSeries | undefined;
  readonly frame: SmallFrame;
  /** Factor that places the rates of the series on the axis; 1 on an axis by rate. */
  readonly factor?: number;
  readonly band: 'sigma' | 'quantiles';
}

/** Half the width of a label, in pixels. */
const END = 14;

/**
 * Draws one small figure of Fig. 4: mean and band of a series, and its fault-free error as a line.
 */
export const SmallCurve = memo(function SmallCurve(props: SmallCurveProps) {
  const { series, stale, frame: axes, band, factor = 1 } = props;
  const { grid, baseline, spec, trials } = series;
  // The logarithmic axis has no rate 0.
  const curve = onAxis(series);
  const { y, top, bottom, width, height, ticks } = axes;
  const x = placedRow(axes.x, factor);
  const frame = { ...axes, x };
  const chance = chanceOf(spec);
  const drawn = runsOf(curve, grid);
  const wide = runsOf(
    curve.filter((point) => point.trials >= MIN_TRIALS),
    grid,
  );
  const px = ({ ber }: Pick<BandPoint, 'ber'>) => x(ber);
  const drawBand = area<BandPoint>(
    px,
    ({ low }) => y(low),
    ({ high }) => y(high),
  );
  const drawMean = line<BandPoint>(px, ({ mean }) => y(mean));
  const bandPath = linesOf(series, wide, x, (point) => bandOf(point, band, chance)).map((run) =>
    drawBand(run),
  );
  const meanPath = (one: MeasuredSeries) =>
    linesOf(one, runsOf(onAxis(one), one.grid), x, ({ mean }) => ({ low: mean, high: mean }))
      .map((run) => drawMean(run))
      .join('');
  const ends = [ticks[0], ticks.at(-1)].flatMap((tick) => tick ?? []);
  return (
    <svg className="small-curve chart" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {axes.errorTicks.map(({ error, text }) => (
        <g key={error}>
          <line className="grid" x1={x.left} x2={x.right} y1={y(error)} y2={y(error)} />
          <text className="tick" x={x.left - 5} y={y(error)} dy="0.32em" textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {ticks.map(({ ber }) => (
        <line key={ber} className="axis" x1={axes.x(ber)} x2={axes.x(ber)} y1={bottom} y2={bottom + 3} />
      ))}
      {ends.map(({ ber, text }) => (
        <text
          key={ber}
          className="tick"
          x={axes.x(ber)}
          y={height - 4}
          textAnchor={anchorAt(axes.x(ber), axes.x)}
        >
          {text}
        </text>
      ))}
      <CountLimitMarks
        frame={frame}
        series={[{ ...series, look: 'a', limits: countLimits(spec, x.domain) }]}
      />
      {baseline !== null && (
        <line
          className="small-baseline"
          x1={x.left}
          x2={x.right}
          y1={y(errorOf(baseline.quantized))}
          y2={y(errorOf(baseline.quantized))}
        />
      )}
      {stale !== undefined && <path className="mean tone-ghost" d={meanPath(stale)} fill="none" />}
      <g className={trials < MIN_TRIALS ? 'small-few' : undefined}>
        <path className="band-fill" d={bandPath.join('')} />
        <path className="mean" d={meanPath(series)} fill="none" />
        {drawn
          .filter((run) => run.length === 1)
          .map(([point]) => (
            <circle key={point!.ber} className="small-point" cx={px(point!)} cy={y(point!.mean)} r={2.5} />
          ))}
      </g>
      <line className="axis" x1={x.left} x2={x.right} y1={bottom} y2={bottom} />
      <line className="axis" x1={x.left} x2={x.left} y1={top} y2={bottom} />
    </svg>
  );
});

/** Keeps a label at an end of the axis within the figure. */
function anchorAt(place: number, { left, right }: RowScale): 'start' | 'middle' | 'end' {
  if (place - left < END) return 'start';
  return right - place < END ? 'end' : 'middle';
}

function onAxis({ curve }: MeasuredSeries): readonly CurvePoint[] {
  return curve.filter(({ ber }) => ber > 0);
}

/**
 * Returns the points of line and band for each run of two or more rates; nothing until the
 * fault-free error is known.
 */
function linesOf(
  { curve, spec, baseline }: MeasuredSeries,
  runs: readonly (readonly CurvePoint[])[],
  x: (ber: number) => number,
  bandAt: (point: CurvePoint) => Pick<BandPoint, 'low' | 'high'>,
): readonly (readonly BandPoint[])[] {
  const origin = lossOrigin(spec, baseline);
  if (origin === null) return [];
  const errorAt = errorCurve(curve, origin);
  return runs
    .filter((run) => run.length > 1)
    .map((run) => run.map((point) => ({ ber: point.ber, mean: point.mean, ...bandAt(point) })))
    .map((run) => joinPieces(run, fillRun(run, errorAt, x)));
}
