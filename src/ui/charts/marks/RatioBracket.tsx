import type { CensoredRate } from '../../../experiment/ticks/tick';
import { useExplorer } from '../../hooks/useExplorer';
import { ratioText } from '../../text/ratioWords';
import type { RowScale } from '../frame/rowFrame';
import { bracketLabel, type RulerEnd } from './bracketLabel';
import { ROW_HEIGHT } from './TickBar';

interface RatioBracketProps {
  readonly from: RulerEnd;
  readonly to: RulerEnd;
  readonly ratio: CensoredRate;
  readonly scale: RowScale;
  readonly width: number;
  readonly rows: number;
}

/** A ruler between the ticks of two rows: down from the one, along to the other, with how many times apart they are. */
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
