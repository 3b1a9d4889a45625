import type { ChipRow } from '../../experiment/chipTable';
import { voltTexts } from '../../experiment/chipWords';
import { isOnAxis } from './berScale';
import type { ChartFrame } from './chartFrame';

/** Room that a voltage takes, in pixels. */
const LABEL_WIDTH = 38;

/**
 * A second axis along the top of a chip's figure: the supply voltage at which the chip had each rate. Voltages stand where they do
 * not touch the one before; every row has its tick.
 */
export function VddAxis({ frame, rows }: { readonly frame: ChartFrame; readonly rows: readonly ChipRow[] }) {
  const { x, left, right, laneTop, compact } = frame;
  const shown = rows.filter(({ ber }) => isOnAxis(ber, x.domain));
  const texts = voltTexts(rows.map(({ vdd }) => vdd));
  let end = Number.NEGATIVE_INFINITY;
  return (
    <g className="vdd-axis">
      <line className="grid" x1={left} x2={right} y1={laneTop} y2={laneTop} />
      {shown.map((row) => {
        const at = Math.round(x(row.ber) * 10) / 10;
        const isFree = at - LABEL_WIDTH / 2 >= end;
        if (isFree) end = at + LABEL_WIDTH / 2;
        return (
          <g key={row.ber}>
            <line className="axis" x1={at} x2={at} y1={laneTop - 5} y2={laneTop} />
            {isFree && (
              <text className="tick" x={at} y={laneTop - 9} textAnchor="middle">
                {texts[rows.indexOf(row)]}
              </text>
            )}
          </g>
        );
      })}
      <text className="axis-title" x={right} y={12} textAnchor="end">
        {compact ? 'Chip’s Vdd, V' : 'Supply voltage of the chip, V'}
      </text>
    </g>
  );
}
