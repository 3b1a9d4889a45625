import { group } from 'd3';
import { t } from '../../../core/language/t';
import type { ChipRow } from '../../../experiment/chip/chipTable';
import { voltTexts } from '../../../experiment/text/chipWords';
import { isOnAxis } from './berScale';
import type { ChartFrame } from './chartFrame';
import { round } from './round';

/** Width of one character and gap around a label, in pixels. */
const CHAR_WIDTH = 6.5;
const LABEL_GAP = 12;

/**
 * Draws a second axis along the top of a chip's figure: the supply voltage at each measured rate.
 * Labels that would touch are left out. Each rate has a tick; a rate with several voltages shows
 * the lowest and the highest.
 */
export function VddAxis({ frame, rows }: { readonly frame: ChartFrame; readonly rows: readonly ChipRow[] }) {
  const { x, left, right, laneTop, compact } = frame;
  const shown = rows.filter(({ ber }) => isOnAxis(ber, x.domain));
  const texts = voltTexts(rows.map(({ vdd }) => vdd));
  const textOf = (row: ChipRow) => texts[rows.indexOf(row)]!;
  let end = Number.NEGATIVE_INFINITY;
  return (
    <g className="vdd-axis">
      <line className="grid" x1={left} x2={right} y1={laneTop} y2={laneTop} />
      {[...group(shown, ({ ber }) => ber)].map(([ber, atRate]) => {
        const at = round(x(ber));
        const volts = [...new Set(atRate.toSorted((a, b) => a.vdd - b.vdd).map(textOf))];
        const text = volts.length > 1 ? `${volts[0]}–${volts.at(-1)}` : volts[0]!;
        const width = CHAR_WIDTH * text.length + LABEL_GAP;
        const isFree = at - width / 2 >= end;
        if (isFree) end = at + width / 2;
        return (
          <g key={ber}>
            <line className="axis" x1={at} x2={at} y1={laneTop - 5} y2={laneTop} />
            {isFree && (
              <text className="tick" x={at} y={laneTop - 9} textAnchor="middle">
                {text}
              </text>
            )}
          </g>
        );
      })}
      <text className="axis-title" x={right} y={12} textAnchor="end">
        {compact ? t`Chip Vdd, V` : t`Supply voltage of the chip, V`}
      </text>
    </g>
  );
}
