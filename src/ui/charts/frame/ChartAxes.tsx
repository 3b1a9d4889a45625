import { memo } from 'react';
import { t } from '../../../core/language/t';
import { checkModel } from '../../../core/network/catalog';
import { samplesWord } from '../../../core/network/sampleNoun';
import { berOfFlips, countsFlips, firstFlips } from '../../../experiment/curve/curve';
import { type ExperimentSpec, isTransient } from '../../../experiment/settings/experimentSpec';
import { powerOfTen } from '../../text/format';
import { Hatched } from '../marks/Hatched';
import { berDomain } from './berScale';
import type { ChartFrame } from './chartFrame';
import { flipTicks } from './flipTicks';
import { PlotAxes } from './PlotAxes';
import { round } from './round';

interface ChartAxesProps {
  readonly frame: ChartFrame;
  readonly spec: ExperimentSpec;
  /** Meaning of the lower axis; the other one stands along the top. */
  readonly rateAxis: 'rate' | 'flips';
}

/**
 * Draws the grid, the rate axis with 0 at its left, the error axis, and the expected flips along
 * the top; or the flips below and the rates along the top.
 */
export const ChartAxes = memo(function ChartAxes({ frame, spec, rateAxis }: ChartAxesProps) {
  const { x, left, right, top, laneTop, bottom, compact } = frame;
  const oneFlip = berOfFlips(spec, 1);
  const isByFlips = rateAxis === 'flips';
  const { from, to } = berDomain(spec.bers);
  const topTicks = isByFlips
    ? x.decades
        .filter((ber) => ber >= from && ber <= to)
        .map((ber) => ({ ber, text: powerOfTen(Math.round(Math.log10(ber))) }))
    : flipTicks(frame, spec);
  return (
    <g className="axes">
      {oneFlip > x.domain.from && (
        <g className="below-one-flip">
          <Hatched
            x={x(x.domain.from)}
            y={top}
            width={round(x(oneFlip) - x(x.domain.from))}
            height={bottom - top}
          />
          {x(oneFlip) - x(x.domain.from) > 180 && (
            <text x={x(x.domain.from) + 6} y={top + 16}>
              {countsFlips(spec) ? t`no bit flips` : t`fewer than one flipped bit on average`}
            </text>
          )}
        </g>
      )}
      <PlotAxes frame={frame} flipsOf={isByFlips ? spec : null} measure={spec.measure} />
      <line className="grid" x1={left} x2={right} y1={laneTop} y2={laneTop} />
      {spec.sampling === 'count' && <LayerLimits frame={frame} spec={spec} />}
      {topTicks.map(({ ber, text }) => (
        <g key={ber} className="flips-axis">
          <line x1={round(x(ber))} x2={round(x(ber))} y1={laneTop - 5} y2={laneTop} />
          <text className="tick" x={round(x(ber))} y={laneTop - 9} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      <text className="axis-title" x={right} y={12} textAnchor="end">
        {isByFlips ? t`Bit error rate` : flipsTitle(spec, compact)}
      </text>
    </g>
  );
});

function flipsTitle(spec: ExperimentSpec, compact: boolean): string {
  const title = compact ? t`Expected flips` : t`Expected flipped bits`;
  return isTransient(spec) ? t`${title}, all ${samplesWord(checkModel(spec.model).dataKind)}` : title;
}

/**
 * Marks the rate at which the first bit of each layer flips under the count rule: 1 / bits of the
 * tensor.
 */
function LayerLimits({ frame, spec }: { readonly frame: ChartFrame; readonly spec: ExperimentSpec }) {
  const { x, top, right } = frame;
  return firstFlips(spec)
    .filter(({ ber }) => ber > x.domain.from && ber < x.domain.to)
    .map(({ layer, ber }) => {
      const at = round(x(ber));
      const leftwards = right - at < 70;
      return (
        <g key={layer} className="layer-limit">
          <line x1={at} x2={at} y1={top} y2={top + 20} />
          <text x={leftwards ? at - 5 : at + 5} y={top + 16} textAnchor={leftwards ? 'end' : 'start'}>
            {t`${layer} flips`}
          </text>
        </g>
      );
    });
}
