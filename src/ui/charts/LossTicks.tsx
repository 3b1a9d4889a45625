import type { MeasuredTolerance } from '../../store/selectors';
import { scientific } from '../format';
import type { ChartFrame } from './chartFrame';

interface LossTicksProps {
  readonly frame: ChartFrame;
  readonly tolerance: MeasuredTolerance;
}

/** Shorter for a greater loss, so that colour is not needed to tell them apart. */
const TICK_HEIGHTS = { 0: 0, 1: 20, 5: 15, 10: 10 } as const;

/** Where 0, 1, 5 and 10 points are lost (Ares, Fig. 5): the first a flag over the whole height, the others on the axis. */
export function LossTicks({ frame, tolerance }: LossTicksProps) {
  const { x, top, bottom, compact } = frame;
  const resolved = tolerance.ticks.filter((tick) => tick.ber.bound === 'exact');
  return (
    <g className="loss-ticks">
      {resolved.map((tick) => {
        const at = Math.round(x(tick.ber.value) * 10) / 10;
        if (tick.loss > 0) {
          const height = TICK_HEIGHTS[tick.loss];
          return (
            <g key={tick.loss} className="loss-tick">
              <line x1={at} x2={at} y1={bottom - height} y2={bottom} />
              {!compact && (
                <text x={at} y={bottom - height - 4} textAnchor="middle">
                  {tick.loss}
                </text>
              )}
            </g>
          );
        }
        return (
          <g key={tick.loss} className="no-loss">
            <line x1={at} x2={at} y1={top} y2={bottom} />
            <path d={`M${at} ${top + 4}l7 4.5l-7 4.5z`} />
            <text x={at + 11} y={top + 13}>
              0 % at {scientific(tick.ber.value)}
            </text>
            {!compact && (
              <text className="evidence" x={at + 11} y={top + 29}>
                loss ≤ {tick.thresholdPoints} points · n = {tolerance.trials}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}
