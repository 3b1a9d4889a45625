import { memo } from 'react';
import { checkModel } from '../../../core/network/catalog';
import { sampleNoun } from '../../../core/network/sampleNoun';
import { berOfFlips, countsFlips, expectedFlipsOf, firstFlips } from '../../../experiment/curve/curve';
import { type ExperimentSpec, isTransient } from '../../../experiment/settings/experimentSpec';
import { compact as compactNumber } from '../../text/format';
import { Hatched } from '../marks/Hatched';
import { decade } from './berScale';
import type { ChartFrame } from './chartFrame';
import { PlotAxes } from './PlotAxes';
import { round } from './round';

interface ChartAxesProps {
  readonly frame: ChartFrame;
  readonly spec: ExperimentSpec;
}

/**
 * Draws the grid, the rate axis with 0 at its left, the error axis, and the expected flips along
 * the top.
 */
export const ChartAxes = memo(function ChartAxes({ frame, spec }: ChartAxesProps) {
  const { x, left, right, top, laneTop, bottom, compact } = frame;
  const oneFlip = berOfFlips(spec, 1);
  const noun = sampleNoun(checkModel(spec.model).dataKind);
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
              {countsFlips(spec) ? 'no bit flips' : 'fewer than one flipped bit on average'}
            </text>
          )}
        </g>
      )}
      <PlotAxes frame={frame} />
      <line className="grid" x1={left} x2={right} y1={laneTop} y2={laneTop} />
      {spec.sampling === 'count' && <LayerLimits frame={frame} spec={spec} />}
      {flipTicks(frame, spec).map(({ flips, ber }) => (
        <g key={flips} className="flips-axis">
          <line x1={round(x(ber))} x2={round(x(ber))} y1={laneTop - 5} y2={laneTop} />
          <text className="tick" x={round(x(ber))} y={laneTop - 9} textAnchor="middle">
            {compactNumber(flips)}
          </text>
        </g>
      ))}
      <text className="axis-title" x={right} y={12} textAnchor="end">
        {compact ? 'Expected flips' : 'Expected flipped bits'}
        {isTransient(spec) && `, all ${noun}s`}
      </text>
    </g>
  );
});

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
            {`${layer} flips`}
          </text>
        </g>
      );
    });
}

/**
 * Returns the powers of ten of the expected flips within the axis, with their rates; every second
 * one where labels would touch.
 */
export function flipTicks(
  frame: ChartFrame,
  spec: ExperimentSpec,
): readonly { readonly flips: number; readonly ber: number }[] {
  const { from, to } = frame.x.domain;
  // The count rule flips no bit at low rates.
  const fewest = expectedFlipsOf(spec, from);
  const first = fewest === 0 ? 0 : Math.ceil(Math.log10(fewest) - 1e-9);
  const last = Math.floor(Math.log10(expectedFlipsOf(spec, to)) + 1e-9);
  const ticks = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const flips = decade(first + index);
    return { flips, ber: berOfFlips(spec, flips) };
  }).filter(({ ber }) => ber >= from * (1 - 1e-9));
  const room = (frame.right - frame.left) / Math.max(1, ticks.length);
  return room < 44 ? ticks.filter((_, index) => index % 2 === 0) : ticks;
}
