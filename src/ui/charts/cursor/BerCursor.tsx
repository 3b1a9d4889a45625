import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react';
import { holdOn } from '../../../experiment/lesson/teacherHold';
import { gridBers, nearestStop } from '../../../experiment/sweep/berGrid';
import { percent } from '../../../experiment/text/percentWords';
import { selectExpectedFlips } from '../../../store/selectors/selectors';
import { selectFlipSpan } from '../../../store/selectors/siteSelectors';
import { stepByKey, stopsFor } from '../../controls/berSteps';
import { useExplorer } from '../../hooks/useExplorer';
import { scientific, spokenBer, spokenFlips } from '../../text/format';
import { berDomain, isOnAxis } from '../frame/berScale';
import type { ChartFrame } from '../frame/chartFrame';
import { selectReading } from './reading';

/** Half width of the area where a finger can grab the cursor, in pixels. */
const HALO = 22;

/** Value of one series at the cursor. */
export interface CursorMark {
  readonly label: string;
  /** Mean error, in [0, 1]. */
  readonly mean: number;
  /** True if the value is interpolated between two tested rates. */
  readonly between: boolean;
}

interface BerCursorProps {
  readonly frame: ChartFrame;
  /** Values of several series; left out if the figure shows the own experiment only. */
  readonly marks?: readonly CursorMark[];
}

/**
 * Draws the BER cursor: draggable, and one tab stop with the keys of the slider. Only this
 * component redraws during a drag.
 */
export function BerCursor({ frame, marks }: BerCursorProps) {
  const ber = useExplorer((state) => state.view.cursorBer);
  const grid = useExplorer((state) => state.spec.bers);
  const flips = useExplorer(selectExpectedFlips);
  const span = useExplorer(selectFlipSpan);
  const reading = useExplorer(selectReading);
  const setView = useExplorer((state) => state.setView);
  const commitCursor = useExplorer((state) => state.commitCursor);
  const layer = useRef<HTMLDivElement>(null);
  const dragging = useRef(false);
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
  const follow = (event: PointerEvent<SVGRectElement>) => {
    const svg = event.currentTarget.ownerSVGElement!;
    const box = svg.getBoundingClientRect();
    const target = x.invert(((event.clientX - box.left) * frame.width) / box.width);
    moveTo(stops[target === 0 ? 0 : Math.max(1, nearestStop(stops, target))]!);
  };
  const pointer = {
    onPointerDown: (event: PointerEvent<SVGRectElement>) => {
      if (event.button !== 0) return;
      event.preventDefault();
      dragging.current = true;
      event.currentTarget.setPointerCapture(event.pointerId);
      layer.current?.focus({ preventScroll: true });
      follow(event);
    },
    onPointerMove: (event: PointerEvent<SVGRectElement>) => {
      if (dragging.current) follow(event);
    },
    onPointerUp: () => {
      if (!dragging.current) return;
      dragging.current = false;
      commitCursor();
    },
    onPointerCancel: () => {
      dragging.current = false;
    },
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepByKey(event.key, event.shiftKey, ber, stops);
    if (next === undefined) return;
    event.preventDefault();
    moveTo(next);
  };
  const ownMark = reading === null ? [] : [{ label: 'mean error', ...reading }];
  const dots = marks ?? ownMark;
  const spoken =
    dots.length === 0
      ? 'not tested at this rate yet'
      : dots.map(({ label, mean }) => `${label} ${percent(mean)}`).join(', ');
  return (
    <div
      ref={layer}
      className="cursor-layer"
      role="slider"
      tabIndex={0}
      aria-disabled={isHeld || undefined}
      aria-label="Bit error rate, on the chart"
      aria-valuemin={0}
      aria-valuemax={own.to}
      aria-valuenow={ber}
      aria-valuetext={`${marks === undefined || isByFlips ? spokenFlips(ber, flips, span) : spokenBer(ber)}; ${spoken}`}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => {
        if (stepByKey(event.key, event.shiftKey, ber, stops) !== undefined) commitCursor();
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
              ? `${scientific(ber)} is beyond the axis →`
              : `← ${scientific(ber)} is below the axis`}
          </text>
        )}
        {onAxis &&
          dots.map(({ label, mean, between }) => (
            <circle key={label} className="cursor-dot" cx={cursorX} cy={y(mean)} r={between ? 4 : 5.5} />
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
    </div>
  );
}
