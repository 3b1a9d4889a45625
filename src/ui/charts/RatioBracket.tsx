import type { Bounded } from '../../experiment/tolerance';
import { ratioText } from './ratioWords';
import { ROW_HEIGHT } from './TickBar';

/** A tick that a ruler is laid to: pixels along the axis, and the place of its row from 0. */
export interface RulerEnd {
  readonly x: number;
  readonly row: number;
}

interface RatioBracketProps {
  readonly from: RulerEnd;
  readonly to: RulerEnd;
  readonly ratio: Bounded;
  readonly width: number;
  readonly rows: number;
}

/** A ruler between the ticks of two rows: down from the one, along to the other, with how many times apart they are. */
export function RatioBracket({ from, to, ratio, width, rows }: RatioBracketProps) {
  const height = rows * ROW_HEIGHT;
  const y = (row: number) => (row + 0.5) * ROW_HEIGHT;
  const text = ratioText(ratio);
  const room = text.length * 8;
  const middle = Math.min(width - room / 2, Math.max(room / 2, (from.x + to.x) / 2));
  return (
    <svg
      className="ratio-bracket chart"
      viewBox={`0 0 ${width} ${height}`}
      style={{ height }}
      aria-hidden="true"
    >
      <path d={`M${from.x} ${y(from.row)}V${y(to.row)}H${to.x}`} />
      <circle cx={from.x} cy={y(from.row)} r={3} />
      <circle cx={to.x} cy={y(to.row)} r={3} />
      <text x={middle} y={y(to.row) + (to.row > from.row ? -5 : 15)} textAnchor="middle">
        {text}
      </text>
    </svg>
  );
}
