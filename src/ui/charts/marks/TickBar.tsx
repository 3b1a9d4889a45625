import { memo } from 'react';
import { t } from '../../../core/language/t';
import { type Evidence, evidenceOf } from '../../../experiment/curve/evidence';
import { lossLabel } from '../../../experiment/text/lossWords';
import type { TickEstimate } from '../../../experiment/ticks/search/tickSearch';
import type { Tick } from '../../../experiment/ticks/tick';
import { isReadAtNoLoss, type LossUnit } from '../../../experiment/ticks/tickLoss';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import { pendingWords, tickRate } from '../../text/tickWords';
import type { RowScale } from '../frame/rowFrame';
import { NoFlips } from './CountLimitMarks';
import { countLimits } from './countLimits';

/** Height of a row, in pixels. */
export const ROW_HEIGHT = 34;
const MIDDLE = ROW_HEIGHT / 2;
const [BAR_TOP, BAR_BOTTOM] = [MIDDLE - 5, MIDDLE + 5];
const TICK_HEIGHT = 24;
/**
 * Height of each tick as a share of `TICK_HEIGHT`. A greater loss has a shorter tick, so that the
 * shape alone identifies it (Fig. 5).
 */
const SHARES = { 0: 1, 1: 0.8, 5: 0.6, 10: 0.4 } as const;
/** Largest width of a letter, in pixels. */
const LETTER = 6.8;

interface TickBarProps {
  readonly series: MeasuredSeries;
  readonly scale: RowScale;
  readonly width: number;
  readonly unit: LossUnit;
  readonly whiskers: boolean;
  /** True if the row is pointed at or focused. Its ticks are then labelled. */
  readonly active: boolean;
  /** Ticks of an adaptive search, for a row that has none of its own. */
  readonly found?: readonly TickEstimate[] | undefined;
}

/**
 * Draws one row of Fig. 5: a grey bar up to the rate without loss, and ticks where 0, 1, 5 and 10
 * points are lost. A loss that is read as no loss has no tick. The bar begins where the count rule
 * flips its first bit. Left of it the row is hatched, because nothing can be lost there.
 *
 * Ticks outside the tested rates have an arrowhead and a label. A tick without an interval is
 * dashed. Ticks from few trials are pale. An open diamond marks a tick from an adaptive search.
 */
export const TickBar = memo(function TickBar(props: TickBarProps) {
  const { series, scale, width, unit, whiskers, active, found = [] } = props;
  const { tolerance, trials, spec } = series;
  const { none } = countLimits(spec, scale.domain);
  return (
    <svg className="tick-bar chart" viewBox={`0 0 ${width} ${ROW_HEIGHT}`} aria-hidden="true">
      {scale.decades.map((ber) => (
        <line key={ber} className="grid" x1={scale(ber)} x2={scale(ber)} y1={0} y2={ROW_HEIGHT} />
      ))}
      {tolerance === null ? (
        <text x={scale.left + 8} y={MIDDLE} dy="0.32em">
          {pendingWords(series)}
        </text>
      ) : (
        <>
          {none !== null && <NoFlips x={scale} below={none} top={BAR_TOP} bottom={BAR_BOTTOM} />}
          <g className="tick-marks">
            <Ticks
              evidence={evidenceOf(trials)}
              ticks={tolerance.ticks.filter((tick) => !isReadAtNoLoss(tick))}
              {...{ none, scale, unit, whiskers, active }}
            />
          </g>
        </>
      )}
      {found.map(({ loss, ber: { value, bound } }) => {
        const { from, to } = scale.domain;
        if (bound !== 'exact' || value < from || value > to) return null;
        return <FoundMark key={loss} x={scale(value)} />;
      })}
    </svg>
  );
});

function FoundMark({ x }: { readonly x: number }) {
  return <path className="tick-found" d={`M${x} ${MIDDLE - 5}l5 5l-5 5l-5 -5z`} />;
}

interface TicksProps extends Pick<TickBarProps, 'scale' | 'unit' | 'whiskers' | 'active'> {
  readonly ticks: readonly Tick[];
  /** Rate below which the count rule flips no bit; null if there is none. */
  readonly none: number | null;
  /** Reliability of ticks that are read from the curve. */
  readonly evidence: Evidence;
}

function Ticks({ ticks, none, evidence, scale, unit, whiskers, active }: TicksProps) {
  const exact = ticks.filter(({ ber }) => ber.bound === 'exact');
  const below = ticks.filter(({ ber }) => ber.bound === 'atMost');
  const above = ticks.filter(({ ber }) => ber.bound === 'atLeast');
  const [noLoss] = ticks;
  const barStart = none === null ? scale.left : scale(none);
  const barEnd = scale(noLoss!.ber.value);
  const names = (some: readonly Tick[]) => some.map(({ loss }) => lossLabel(loss, unit)).join(', ');
  const aboveText = above.length === 0 ? '' : t`${names(above)} not reached`;
  const belowText = below.length === 0 ? '' : `${names(below)} ${tickRate(below[0]!.ber)}`;
  const lastX = exact.length > 0 ? scale(exact.at(-1)!.ber.value) : scale.left;
  const firstX = exact.length > 0 ? scale(exact[0]!.ber.value) : scale.right;
  const reliability = ({ isFound }: Tick) => (isFound ? 'firm' : evidence);
  return (
    <>
      {noLoss!.ber.bound !== 'atMost' && barEnd > barStart && (
        <rect
          className={`tick-neutral ${reliability(noLoss!)}`}
          x={barStart}
          y={BAR_TOP}
          width={barEnd - barStart}
          height={BAR_BOTTOM - BAR_TOP}
        />
      )}
      {whiskers && exact.map((tick) => <Whisker key={tick.loss} tick={tick} scale={scale} />)}
      {exact.map((tick) => {
        const height = TICK_HEIGHT * SHARES[tick.loss];
        const x = scale(tick.ber.value);
        return (
          <line
            key={tick.loss}
            className={`tick-mark ${reliability(tick)}${tick.interval === null ? ' unresolved' : ''}`}
            x1={x}
            x2={x}
            y1={MIDDLE - height / 2}
            y2={MIDDLE + height / 2}
          />
        );
      })}
      {exact.map(({ loss, ber, isFound }) => isFound && <FoundMark key={loss} x={scale(ber.value)} />)}
      {above.length > 0 && (
        <g className={`tick-bound ${evidence}`}>
          <path d={`M${scale.right} ${MIDDLE}l-8 -5v10z`} />
          {(active || scale.right - lastX > aboveText.length * LETTER + 24) && (
            <text x={scale.right - 12} y={MIDDLE} dy="0.32em" textAnchor="end">
              {aboveText}
            </text>
          )}
        </g>
      )}
      {below.length > 0 && (
        <g className={`tick-bound ${evidence}`}>
          <path d={`M${scale.left} ${MIDDLE}l8 -5v10z`} />
          {(active || firstX - scale.left > belowText.length * LETTER + 24) && (
            <text x={scale.left + 12} y={MIDDLE} dy="0.32em">
              {belowText}
            </text>
          )}
        </g>
      )}
      {active && <TickNames ticks={exact} scale={scale} unit={unit} />}
    </>
  );
}

/** Draws labels beside their ticks. A label that would overlap the previous one is left out. */
function TickNames({ ticks, scale, unit }: Pick<TicksProps, 'ticks' | 'scale' | 'unit'>) {
  let end = Number.NEGATIVE_INFINITY;
  return ticks.map(({ loss, ber }) => {
    const x = scale(ber.value);
    const text = lossLabel(loss, unit);
    if (x < end) return null;
    end = x + 6 + text.length * LETTER;
    const leftwards = end > scale.right + 6;
    return (
      <text key={loss} x={leftwards ? x - 4 : x + 4} y={11} textAnchor={leftwards ? 'end' : 'start'}>
        {text}
      </text>
    );
  });
}

/**
 * Draws the 95 % interval of a tick at its lower end. Ticks have different heights, so that
 * intervals of neighbours do not overlap. An end outside the tested rates runs to the end of the
 * axis, without a cap.
 */
function Whisker({ tick: { loss, interval }, scale }: { readonly tick: Tick; readonly scale: RowScale }) {
  if (interval === null) return null;
  const y = MIDDLE + (TICK_HEIGHT * SHARES[loss]) / 2;
  const low = interval.low === null ? scale.left : scale(interval.low);
  const high = interval.high === null ? scale.right : scale(interval.high);
  const cap = (at: number) => `M${at} ${y - 2.5}v5`;
  return (
    <path
      className="tick-whisker"
      d={`M${low} ${y}H${high}${interval.low === null ? '' : cap(low)}${interval.high === null ? '' : cap(high)}`}
    />
  );
}
