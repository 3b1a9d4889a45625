import { memo } from 'react';
import { errorOf } from '../../../core/site/injection';
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
        (result) =>
          few.has(result.ber) && (
            <circle
              key={`${result.ber} ${result.trial}`}
              cx={frame.x(result.ber)}
              cy={frame.y(errorOf(result))}
              r={2}
            />
          ),
      )}
    </g>
  );
});
