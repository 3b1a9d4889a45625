import type { Tick } from '../../experiment/tolerance';
import { scientific } from '../format';
import type { ChartFrame } from './chartFrame';
import { type DrawnSeries, LOOK_SHAPES, seriesClass } from './drawnSeries';
import { markPath } from './markPath';

interface SeriesTicksProps {
  readonly frame: ChartFrame;
  readonly series: readonly DrawnSeries[];
  readonly hot: string | null;
}

/** Shares of a row's height: a greater loss is a shorter tick, as in the main figure. */
const TICK_HEIGHTS = { 0: 1, 1: 0.9, 5: 0.65, 10: 0.4 } as const;

/**
 * A row for each series in the lane over the plot: its mark where nothing is lost, ticks where 1, 5 and 10 points are, and a
 * dashed line through the plot at the first. Ticks outside the tested rates are arrowheads at the edge.
 */
export function SeriesTicks({ frame, series, hot }: SeriesTicksProps) {
  const { top, bottom, laneTop, x } = frame;
  const rows = series.filter(({ tolerance, look }) => tolerance !== null && look !== 'thin');
  // The lane of the main figure, and the line over it that holds expected flips there.
  const laneStart = laneTop - 14;
  const height = Math.min(16, (top - laneStart - 2) / Math.max(1, rows.length));
  return rows.map((one, index) => {
    const middle = round(top - 2 - (rows.length - index - 0.5) * height);
    const [zero, ...losses] = one.tolerance!.ticks;
    const at = round(x(zero!.ber.value));
    const isExact = zero!.ber.bound === 'exact';
    return (
      <g key={one.id} className={seriesClass(one, hot)}>
        <title>{`${one.label}: ${one.tolerance!.ticks.map(tickText).join('; ')}`}</title>
        {isExact && (
          <line
            className={zero!.interval === null ? 'series-zero unresolved' : 'series-zero'}
            x1={at}
            x2={at}
            y1={middle}
            y2={bottom}
          />
        )}
        {losses
          .filter(({ ber }) => ber.bound === 'exact')
          .map(({ loss, ber, interval }) => {
            const half = round((TICK_HEIGHTS[loss] * (height - 2)) / 2);
            return (
              <line
                key={loss}
                className={interval === null ? 'series-tick unresolved' : 'series-tick'}
                x1={round(x(ber.value))}
                x2={round(x(ber.value))}
                y1={middle - half}
                y2={middle + half}
              />
            );
          })}
        {isExact && at - frame.left > one.label.length * 7 + 60 && (
          <text x={at - 9} y={middle} dy="0.34em" textAnchor="end">
            {one.label}
          </text>
        )}
        {isExact ? (
          <path className="series-mark" d={markPath(LOOK_SHAPES[one.look] ?? 'circle', at, middle, 4)} />
        ) : null}
        {one.tolerance!.ticks.some(({ ber }) => ber.bound === 'atLeast') && (
          <path className="series-mark" d={`M${frame.right} ${middle}l-8 -4v8z`} />
        )}
        {one.tolerance!.ticks.some(({ ber }) => ber.bound === 'atMost') && (
          <path className="series-mark" d={`M${round(x(frame.x.domain.from))} ${middle}l8 -4v8z`} />
        )}
      </g>
    );
  });
}

function tickText({ loss, ber }: Tick): string {
  const sign = { exact: 'at', atLeast: '≥', atMost: '≤' }[ber.bound];
  return `${loss === 0 ? 'no loss' : `${loss} points lost`} ${sign} ${scientific(ber.value)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
