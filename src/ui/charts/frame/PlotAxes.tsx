import { memo } from 'react';
import { t } from '../../../core/language/t';
import type { Measure } from '../../../core/samples/measure';
import type { ExperimentSpec } from '../../../experiment/settings/experimentSpec';
import { withUnit } from '../../../experiment/text/errorWords';
import { errorTitle, shortErrorTitle } from '../../../experiment/text/measureWords';
import { powerOfTen } from '../../text/format';
import type { ChartFrame } from './chartFrame';
import { flipTicks } from './flipTicks';
import { round } from './round';

interface PlotAxesProps {
  readonly frame: ChartFrame;
  /** Experiment whose expected flips the lower axis shows; null for rates. */
  readonly flipsOf?: ExperimentSpec | null;
  readonly measure: Measure;
}

/** Draws the grid, the error axis, and the axis of rates or of flips with 0 at its left. */
export const PlotAxes = memo(function PlotAxes({ frame, flipsOf = null, measure }: PlotAxesProps) {
  const { x, y, left, right, bottom, compact } = frame;
  const ticks =
    flipsOf === null
      ? x.decades.map((ber) => ({ ber, text: powerOfTen(Math.round(Math.log10(ber))) }))
      : flipTicks(frame, flipsOf);
  return (
    <>
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line className="grid" x1={left} x2={right} y1={round(y(tick))} y2={round(y(tick))} />
          <text className="tick" x={left - 8} y={round(y(tick))} dy="0.32em" textAnchor="end">
            {y.label(tick)}
          </text>
        </g>
      ))}
      <text className="axis-title" x={0} y={12}>
        {withUnit(compact ? shortErrorTitle(measure) : errorTitle(measure), measure)}
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
      {ticks.map(({ ber, text }, index) => (
        <g key={ber}>
          <line className="axis" x1={round(x(ber))} x2={round(x(ber))} y1={bottom} y2={bottom + 5} />
          {(!compact || ticks.length < 8 || index % 2 === 0) && (
            <text className="tick" x={round(x(ber))} y={bottom + 24} textAnchor="middle">
              {text}
            </text>
          )}
        </g>
      ))}
      <text className="axis-title" x={(left + right) / 2} y={bottom + 44} textAnchor="middle">
        {flipsOf !== null
          ? compact
            ? t`Flipped bits`
            : t`Flipped bits, on average in one trial`
          : compact
            ? t`Bit error rate`
            : t`Bit error rate: the probability that a stored bit is flipped`}
      </text>
    </>
  );
});
