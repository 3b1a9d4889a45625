import { line } from 'd3';
import { t } from '../../../core/language/t';
import type { ChipRow } from '../../../experiment/chip/chipTable';
import { percent } from '../../../experiment/text/percentWords';
import { scientific } from '../../text/format';
import { isOnAxis } from '../frame/berScale';
import type { ChartFrame } from '../frame/chartFrame';
import { round } from '../frame/round';
import { markPath } from './markPath';

/**
 * Draws the measured points of a chip over the simulated curves (Ares, Fig. 2). Rates outside the
 * axis are left out.
 */
export function ChipMarks({
  frame,
  rows,
}: {
  readonly frame: ChartFrame;
  readonly rows: readonly ChipRow[];
}) {
  const { x, y } = frame;
  const shown = rows.filter(({ ber }) => isOnAxis(ber, x.domain));
  const draw = line<ChipRow>(
    ({ ber }) => round(x(ber)),
    ({ error }) => round(y(error)),
  );
  return (
    <g className="series series-c chip-marks">
      <path className="chip-line" d={draw(shown.filter(({ ber }) => ber > 0)) ?? ''} />
      {shown.map(({ vdd, ber, error }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of one rate and voltage are repeats
        <path key={index} className="series-mark" d={markPath('square', round(x(ber)), round(y(error)), 4)}>
          <title>{t`Chip at ${vdd} V: rate ${scientific(ber)}, error ${percent(error)}`}</title>
        </path>
      ))}
    </g>
  );
}
