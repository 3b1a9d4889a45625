import { ratioText } from '../../../experiment/text/ratioWords';
import type { CensoredRate } from '../../../experiment/ticks/tick';
import { useExplorer } from '../../hooks/useExplorer';
import type { RowScale } from '../frame/rowFrame';
import { type BracketEnd, bracketLabel } from './bracketLabel';
import { ROW_HEIGHT } from './TickBar';

interface RatioBracketProps {
  readonly from: BracketEnd;
  readonly to: BracketEnd;
  readonly ratio: CensoredRate;
  readonly scale: RowScale;
  readonly width: number;
  readonly rows: number;
}

/**
 * Draws a bracket between the ticks of two rows, with their ratio: a vertical line from one tick to
 * the row of the other, and a horizontal line to that tick.
 */
export function RatioBracket({ from, to, ratio, scale, width, rows }: RatioBracketProps) {
  const cursor = scale(useExplorer((state) => state.view.cursorBer));
  const height = rows * ROW_HEIGHT;
  const y = (row: number) => (row + 0.5) * ROW_HEIGHT;
  const text = ratioText(ratio);
  const label = bracketLabel(from, to, text.length * 8, cursor, width);
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
      <text x={label.x} y={label.edge * ROW_HEIGHT} dy="0.34em" textAnchor={label.anchor}>
        {text}
      </text>
    </svg>
  );
}
