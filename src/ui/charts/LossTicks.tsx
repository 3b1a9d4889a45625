import type { MeasuredTolerance } from '../../store/selectors';
import { scientific } from '../format';
import type { ChartFrame } from './chartFrame';

interface LossTicksProps {
  readonly frame: ChartFrame;
  readonly tolerance: MeasuredTolerance;
}

/** Shorter for a greater loss, so that nothing but the shape is needed to tell them apart. */
const TICK_HEIGHTS = { 0: 0, 1: 15, 5: 11, 10: 7 } as const;
/** Room that a label needs, in pixels: the flag's, a tick's. */
const FLAG_ROOM = 170;
const SHORT_FLAG_ROOM = 44;
const LABEL_ROOM = 30;

/** Where 0, 1, 5 and 10 points are lost (Ares, Fig. 5), in the lane over the plot; 0 has a flag and a line through it. */
export function LossTicks({ frame, tolerance }: LossTicksProps) {
  const { x, top, laneTop, bottom, left, right } = frame;
  const ticks = tolerance.ticks
    .filter((tick) => tick.ber.bound === 'exact')
    .map((tick) => ({ ...tick, at: Math.round(x(tick.ber.value) * 10) / 10 }));
  return (
    <g className="loss-ticks">
      {ticks.map(({ loss, ber, at }, index) => {
        const next = ticks[index + 1]?.at ?? right;
        if (loss > 0) {
          const isLast = index === ticks.length - 1;
          return (
            <g key={loss} className="loss-tick">
              <line x1={at} x2={at} y1={top - TICK_HEIGHTS[loss]} y2={top} />
              {next - at >= LABEL_ROOM && (
                <text x={at + 5} y={top - 6}>
                  {isLast && next - at > 90 ? `+${loss} points` : `+${loss}`}
                </text>
              )}
            </g>
          );
        }
        const full = Math.max(at - left, next - at) > FLAG_ROOM;
        const leftwards = at - left > (full ? FLAG_ROOM : SHORT_FLAG_ROOM);
        return (
          <g key={loss} className="no-loss">
            <line x1={at} x2={at} y1={laneTop + 6} y2={bottom} />
            <path d={`M${at} ${laneTop + 6}l${leftwards ? -7 : 7} 5l${leftwards ? 7 : -7} 5z`} />
            <text x={leftwards ? at - 11 : at + 11} y={top - 6} textAnchor={leftwards ? 'end' : 'start'}>
              {full ? `0 % at ${scientific(ber.value)}, n = ${tolerance.trials}` : '0 %'}
            </text>
          </g>
        );
      })}
    </g>
  );
}
