import { memo } from 'react';
import { compact as compactNumber, powerOfTen } from '../format';
import { decade } from './berScale';
import type { ChartFrame } from './chartFrame';

interface ChartAxesProps {
  readonly frame: ChartFrame;
  readonly numBits: number;
  readonly hatchId: string;
}

/** Grid, the rate axis with 0 off-axis, the error axis, and expected flips along the top. */
export const ChartAxes = memo(function ChartAxes({ frame, numBits, hatchId }: ChartAxesProps) {
  const { x, y, left, right, top, laneTop, bottom, compact } = frame;
  const oneFlip = 1 / numBits;
  return (
    <g className="axes">
      {oneFlip > x.domain.from && (
        <g className="below-one-flip">
          <rect
            x={x(x.domain.from)}
            y={top}
            width={round(x(oneFlip) - x(x.domain.from))}
            height={bottom - top}
            fill={`url(#${hatchId})`}
          />
          {x(oneFlip) - x(x.domain.from) > 150 && (
            <text x={x(x.domain.from) + 6} y={top + 16}>
              fewer than one bit on average
            </text>
          )}
        </g>
      )}
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line className="grid" x1={left} x2={right} y1={round(y(tick))} y2={round(y(tick))} />
          <text className="tick" x={left - 8} y={round(y(tick))} dy="0.32em" textAnchor="end">
            {Number((tick * 100).toPrecision(3))}
          </text>
        </g>
      ))}
      <line className="grid" x1={left} x2={right} y1={laneTop} y2={laneTop} />
      <text className="axis-title" x={0} y={12}>
        {compact ? 'Error, %' : 'Classification error, %'}
      </text>
      <line className="axis" x1={left} x2={x.breakX - 4} y1={bottom} y2={bottom} />
      <line className="axis" x1={x.breakX + 4} x2={right} y1={bottom} y2={bottom} />
      <path
        className="axis"
        d={`M${x.breakX - 6} ${bottom + 4}l4 -8M${x.breakX + 2} ${bottom + 4}l4 -8`}
        fill="none"
      />
      <text className="tick" x={x(0)} y={bottom + 24} textAnchor="middle">
        0
      </text>
      {x.decades.map((ber, index) => (
        <g key={ber}>
          <line className="axis" x1={round(x(ber))} x2={round(x(ber))} y1={bottom} y2={bottom + 5} />
          {(!compact || x.decades.length < 8 || index % 2 === 0) && (
            <text className="tick" x={round(x(ber))} y={bottom + 24} textAnchor="middle">
              {powerOfTen(Math.round(Math.log10(ber)))}
            </text>
          )}
        </g>
      ))}
      <text className="axis-title" x={(left + right) / 2} y={bottom + 44} textAnchor="middle">
        Bit error rate{compact ? '' : ': the chance that a stored bit is wrong'}
      </text>
      {flipTicks(frame, numBits).map((flips) => (
        <g key={flips} className="flips-axis">
          <line x1={round(x(flips / numBits))} x2={round(x(flips / numBits))} y1={laneTop - 5} y2={laneTop} />
          <text className="tick" x={round(x(flips / numBits))} y={laneTop - 9} textAnchor="middle">
            {compactNumber(flips)}
          </text>
        </g>
      ))}
      <text className="axis-title" x={right} y={12} textAnchor="end">
        {compact ? 'Expected flips' : 'Expected flipped bits'}
      </text>
    </g>
  );
});

/** Powers of ten of the expected number of flips within the axis; every other one where they would touch. */
export function flipTicks(frame: ChartFrame, numBits: number): readonly number[] {
  const { from, to } = frame.x.domain;
  const first = Math.ceil(Math.log10(from * numBits) - 1e-9);
  const last = Math.floor(Math.log10(to * numBits) + 1e-9);
  const ticks = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => decade(first + index));
  const room = (frame.right - frame.left) / Math.max(1, ticks.length);
  return room < 44 ? ticks.filter((_, index) => index % 2 === 0) : ticks;
}

/** Half pixels are plenty, and keep the figure in the HTML small. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
