import { memo } from 'react';
import { powerOfTen } from '../../text/format';
import type { ChartFrame } from './chartFrame';
import { round } from './round';

/** Draws the grid, the error axis, and the rate axis with 0 at its left. */
export const PlotAxes = memo(function PlotAxes({ frame }: { readonly frame: ChartFrame }) {
  const { x, y, left, right, bottom, compact } = frame;
  return (
    <>
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line className="grid" x1={left} x2={right} y1={round(y(tick))} y2={round(y(tick))} />
          <text className="tick" x={left - 8} y={round(y(tick))} dy="0.32em" textAnchor="end">
            {Number((tick * 100).toPrecision(3))}
          </text>
        </g>
      ))}
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
        Bit error rate{compact ? '' : ': the probability that a stored bit is flipped'}
      </text>
    </>
  );
});
