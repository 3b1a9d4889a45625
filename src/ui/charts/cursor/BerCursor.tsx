import { useMemo } from 'react';
import { t } from '../../../core/language/t';
import { holdOn } from '../../../experiment/lesson/teacherHold';
import { gridBers, nearestStop } from '../../../experiment/sweep/berGrid';
import { errorText } from '../../../experiment/text/errorWords';
import { meanTitle } from '../../../experiment/text/measureWords';
import { selectExpectedFlips } from '../../../store/selectors/selectors';
import { selectFlipSpan } from '../../../store/selectors/siteSelectors';
import { stepByKey, stopsFor } from '../../controls/berSteps';
import { useExplorer } from '../../hooks/useExplorer';
import { scientific, spokenBer, spokenFlips } from '../../text/format';
import { berDomain, isOnAxis } from '../frame/berScale';
import type { ChartFrame } from '../frame/chartFrame';
import { ChartSlider, dragOver } from './ChartSlider';
import { selectReading } from './reading';

/** Half width of the area where a finger can grab the cursor, in pixels. */
const HALO = 22;

/** Value of one series at the cursor. */
export interface CursorMark {
  readonly id: string;
  readonly label: string;
  /** Mean error: a share, or bits. */
  readonly mean: number;
  /** True if the value is interpolated between two tested rates. */
  readonly between: boolean;
}

interface BerCursorProps {
  readonly frame: ChartFrame;
  /** Values of several series; left out if the figure shows the own experiment only. */
  readonly marks?: readonly CursorMark[];
  /** Id of the series that is read alone; null: all are read. */
  readonly alone?: string | null;
  /** Takes the keys Up and Down, which go through the series. Left out: they change the rate. */
  readonly onAlone?: (id: string | null) => void;
}

/**
 * Draws the BER cursor: draggable, and one tab stop with the keys of the slider. Only this
 * component redraws during a drag.
 */
export function BerCursor({ frame, marks, alone = null, onAlone }: BerCursorProps) {
  const ber = useExplorer((state) => state.view.cursorBer);
  const { bers: grid, measure } = useExplorer((state) => state.spec);
  const flips = useExplorer(selectExpectedFlips);
  const span = useExplorer(selectFlipSpan);
  const reading = useExplorer(selectReading);
  const setView = useExplorer((state) => state.setView);
  const commitCursor = useExplorer((state) => state.commitCursor);
  const { x, y, top, bottom, left, right } = frame;
  const isByFlips = useExplorer((state) => state.view.rateAxis === 'flips');
  const own = useMemo(() => berDomain(grid), [grid]);
  const stops = useMemo(() => stopsFor(own, gridBers(grid)), [own, grid]);
  const cursorX = x(Math.min(ber, x.domain.to));
  const onAxis = isOnAxis(ber, x.domain);
  const beyondRight = ber > x.domain.to;
  const isHeld = useExplorer(({ view }) => holdOn(view, 'cursor') !== 'free');
  const moveTo = (next: number) => {
    if (!isHeld && next !== ber) setView({ cursorBer: next });
  };
  const pointer = dragOver(
    frame.width,
    (at) => {
      const target = x.invert(at);
      moveTo(stops[target === 0 ? 0 : Math.max(1, nearestStop(stops, target))]!);
    },
    commitCursor,
  );
  const ownMark = reading === null ? [] : [{ id: '', label: meanTitle(measure), ...reading }];
  const dots = marks ?? ownMark;
  const read = dots.findIndex(({ id }) => id === alone);
  const seriesStep = (key: string) =>
    onAlone !== undefined && dots.length > 1 ? { ArrowUp: -1, ArrowDown: 1 }[key] : undefined;
  const rateStep = (key: string, shift: boolean) =>
    seriesStep(key) === undefined ? stepByKey(key, shift, ber, stops) : undefined;
  const spoken =
    dots.length === 0
      ? t`not tested at this rate yet`
      : (read < 0 ? dots : [dots[read]!])
          .map(({ label, mean }) => `${label} ${errorText(mean, measure)}`)
          .join(', ');
  const place = read < 0 ? '' : `, ${t`${read + 1} of ${dots.length}`}`;
  return (
    <ChartSlider
      className="cursor-layer"
      label={t`Bit error rate, on the chart`}
      aria-disabled={isHeld || undefined}
      from={0}
      to={own.to}
      at={ber}
      spoken={`${marks === undefined || isByFlips ? spokenFlips(ber, flips, span) : spokenBer(ber)}; ${spoken}${place}`}
      onKey={(key, shift) => {
        const step = seriesStep(key);
        // Above the first series all are read.
        if (step !== undefined) onAlone!(dots[Math.min(read + step, dots.length - 1)]?.id ?? null);
        const next = rateStep(key, shift);
        if (next !== undefined) moveTo(next);
        return step !== undefined || next !== undefined;
      }}
      onKeyUp={({ key, shiftKey }) => {
        if (rateStep(key, shiftKey) !== undefined) commitCursor();
      }}
    >
      <svg className="chart" viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
        <rect
          className="plot-area"
          x={left}
          y={top}
          width={right - left}
          height={bottom - top}
          {...pointer}
        />
        <line className="cursor-line" x1={cursorX} x2={cursorX} y1={top} y2={bottom} />
        {!onAxis && (
          <text
            className="cursor-beyond"
            x={cursorX + (beyondRight ? -8 : 8)}
            y={bottom - 8}
            textAnchor={beyondRight ? 'end' : 'start'}
          >
            {beyondRight
              ? t`${scientific(ber)} is beyond the axis →`
              : t`← ${scientific(ber)} is below the axis`}
          </text>
        )}
        {onAxis &&
          dots.map(({ id, mean, between }, index) => (
            <circle
              key={id}
              className={index === read ? 'cursor-dot cursor-dot-read' : 'cursor-dot'}
              cx={cursorX}
              cy={y(mean)}
              r={between ? 4 : 5.5}
            />
          ))}
        <path className="cursor-grip" d={`M${cursorX} ${bottom}l8 11h-16z`} />
        <rect
          className="cursor-halo"
          x={cursorX - HALO}
          y={top}
          width={2 * HALO}
          height={bottom - top + 20}
          {...pointer}
        />
      </svg>
    </ChartSlider>
  );
}
