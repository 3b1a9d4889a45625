import { t } from '../../../core/language/t';
import { decimalsOf, evidenceOf, trialsText } from '../../../experiment/curve/evidence';
import { boundText } from '../../../experiment/text/boundWords';
import { grouped } from '../../../experiment/text/numberWords';
import type { Tick } from '../../../experiment/ticks/tick';
import { isReadAtNoLoss } from '../../../experiment/ticks/tickLoss';
import { scientific } from '../../text/format';
import type { ChartFrame } from '../frame/chartFrame';
import { placedFrame } from '../frame/rateAxis';
import { round } from '../frame/round';
import { NoFlips } from './CountLimitMarks';
import { noneOfAll } from './countLimits';
import { type DrawnSeries, LOOK_SHAPES, seriesClass } from './drawnSeries';
import { markPath } from './markPath';

interface SeriesTicksProps {
  readonly frame: ChartFrame;
  readonly series: readonly DrawnSeries[];
  readonly hot: string | null;
}

/**
 * Height of each tick as a share of its row. A greater loss has a shorter tick, as in the main
 * figure.
 */
const TICK_HEIGHTS = { 0: 1, 1: 0.9, 5: 0.65, 10: 0.4 } as const;

/** Distance between a mark and its label, in pixels. */
const LABEL_GAP = 10;
/** Largest width of a letter, in pixels. */
const LETTER = 6.2;

/** Half the height of the hatched part of a row, in pixels. */
const HATCH = 3;

/**
 * Draws a row per series in the lane above the plot: the mark of the series at its rate without
 * loss, ticks where 1, 5 and 10 points are lost, and a dashed line from the mark through the plot.
 * Ticks outside the tested rates are arrowheads at the end of the axis. A row is hatched where the
 * count rule flips no bit of its series, unless the plot itself is hatched there.
 */
export function SeriesTicks({ frame, series, hot }: SeriesTicksProps) {
  const { top, laneTop } = frame;
  const rows = series.filter(({ look }) => look !== 'thin');
  // The lane, and the line above it, which holds the expected flips in the main figure.
  const laneStart = laneTop - 14;
  const height = Math.min(16, (top - laneStart - 2) / Math.max(1, rows.length));
  const common = noneOfAll(series.map(({ limits }) => limits));
  return rows.map((one, index) => {
    const middle = round(top - 2 - (rows.length - index - 0.5) * height);
    const { none } = one.limits;
    return (
      <g key={one.id} className={seriesClass(one, hot)}>
        {none !== null && none !== common && (
          <NoFlips
            x={placedFrame(frame, one.factor).x}
            below={none}
            top={middle - HATCH}
            bottom={middle + HATCH}
          />
        )}
        {one.tolerance !== null && (
          <Ticks
            label={one.label}
            look={one.look}
            trials={one.trials}
            ticks={one.tolerance.ticks.filter((tick) => !isReadAtNoLoss(tick))}
            frame={placedFrame(frame, one.factor)}
            {...{ middle, height }}
          />
        )}
      </g>
    );
  });
}

interface TicksProps extends Pick<DrawnSeries, 'label' | 'look' | 'trials'> {
  readonly ticks: readonly Tick[];
  readonly frame: ChartFrame;
  /** Vertical centre of the row, in pixels. */
  readonly middle: number;
  /** Height of the row, in pixels. */
  readonly height: number;
}

function Ticks({ label, look, trials, ticks, frame, middle, height }: TicksProps) {
  const { bottom, x } = frame;
  const [zero, ...losses] = ticks;
  const at = round(x(zero!.ber.value));
  const isExact = zero!.ber.bound === 'exact';
  const evidence = evidenceOf(trials);
  const words = ticks.map((tick) => tickText(tick, decimalsOf(trials))).join('; ');
  return (
    <>
      <title>{`${label}: ${words} (${trialsText(trials)})`}</title>
      {isExact && (
        <line
          className={`series-zero ${evidence}${zero!.interval === null ? ' unresolved' : ''}`}
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
              className={`series-tick ${evidence}${interval === null ? ' unresolved' : ''}`}
              x1={round(x(ber.value))}
              x2={round(x(ber.value))}
              y1={middle - half}
              y2={middle + half}
            />
          );
        })}
      <text {...labelPlace(label, ticks, frame)} y={middle} dy="0.34em">
        {label}
      </text>
      {isExact ? (
        <path
          className={`series-mark ${evidence}`}
          d={markPath(LOOK_SHAPES[look] ?? 'circle', at, middle, 4)}
        />
      ) : null}
      {ticks.some(({ ber }) => ber.bound === 'atLeast') && (
        <path className={`series-mark ${evidence}`} d={`M${frame.right} ${middle}l-8 -4v8z`} />
      )}
      {ticks.some(({ ber }) => ber.bound === 'atMost') && (
        <path
          className={`series-mark ${evidence}`}
          d={`M${round(x(frame.x.domain.from))} ${middle}l8 -4v8z`}
        />
      )}
    </>
  );
}

/**
 * Returns the position of a row's label: right of its marks if there is space, else left of them.
 */
function labelPlace(
  label: string,
  ticks: readonly Tick[],
  { x, right }: ChartFrame,
): { readonly x: number; readonly textAnchor: 'start' | 'end' } {
  const { from, to } = x.domain;
  const marks = ticks.map(({ ber: { value, bound } }) =>
    x(bound === 'exact' ? value : bound === 'atMost' ? from : to),
  );
  const after = Math.max(...marks) + LABEL_GAP;
  return after + label.length * LETTER <= right
    ? { x: round(after), textAnchor: 'start' }
    : { x: round(Math.min(...marks) - LABEL_GAP), textAnchor: 'end' };
}

function tickText({ loss, thresholdPoints, ber }: Tick, decimals: number): string {
  const points = Number(thresholdPoints.toPrecision(2));
  const name =
    loss === 0 ? t`no loss` : points === 1 ? t`${points} point lost` : t`${grouped(points)} points lost`;
  const rate = boundText(ber, (value) => scientific(value, decimals));
  return ber.bound === 'exact' ? t`${name} at ${rate}` : `${name} ${rate}`;
}
