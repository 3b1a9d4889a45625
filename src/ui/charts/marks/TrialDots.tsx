import { memo } from 'react';
import type { CurvePoint, ScoredTrial } from '../../../experiment/sweep/results';
import type { ChartFrame } from '../frame/chartFrame';
import { showsTrials } from './bandOf';

interface TrialDotsProps {
  readonly results: readonly ScoredTrial[];
  readonly curve: readonly CurvePoint[];
  readonly frame: ChartFrame;
}

/** Draws single trials at rates with too few of them for a band. */
export const TrialDots = memo(function TrialDots({ results, curve, frame }: TrialDotsProps) {
  const few = new Set(curve.filter(showsTrials).map((point) => point.ber));
  if (few.size === 0) return null;
  return (
    <g className="trial-dots">
      {results.map(
        ({ ber, trial, wrong, total }) =>
          few.has(ber) && (
            <circle key={`${ber} ${trial}`} cx={frame.x(ber)} cy={frame.y(wrong / total)} r={2} />
          ),
      )}
    </g>
  );
});
