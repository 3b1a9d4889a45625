import type { MeasuredTolerance } from '../../store/selectors';
import { scientific } from '../format';
import type { ChartFrame } from './chartFrame';

interface LossTicksProps {
  readonly frame: ChartFrame;
  readonly tolerance: MeasuredTolerance;
}

/** Shorter for a greater loss, so that nothing but the shape is needed to tell them apart. */
const TICK_HEIGHTS = { 0: 0, 1: 11, 5: 9, 10: 7 } as const;
/** Room that the flag's text needs at its left, in pixels. */
const FLAG_ROOM = 160;
/** Least distance of two labels, in pixels. */
const LABEL_GAP = 24;

/** Where 0, 1, 5 and 10 points are lost (Ares, Fig. 5): a flag over the whole height, and ticks along the upper edge. */
export function LossTicks({ frame, tolerance }: LossTicksProps) {
  const { x, top, bottom, left, compact } = frame;
  const resolved = tolerance.ticks.filter((tick) => tick.ber.bound === 'exact');
  const places = resolved.map((tick) => Math.round(x(tick.ber.value) * 10) / 10);
  return (
    <g className="loss-ticks">
      {resolved.map((tick, index) => {
        const at = places[index]!;
        if (tick.loss > 0) {
          const next = places[index + 1] ?? Number.POSITIVE_INFINITY;
          return (
            <g key={tick.loss} className="loss-tick">
              <line x1={at} x2={at} y1={top} y2={top + TICK_HEIGHTS[tick.loss]} />
              {!compact && next - at >= LABEL_GAP && (
                <text
                  x={index === resolved.length - 1 ? at - 7 : at}
                  y={top + 23}
                  textAnchor={index === resolved.length - 1 ? 'start' : 'middle'}
                >
                  +{tick.loss}
                  {index === resolved.length - 1 && ' points'}
                </text>
              )}
            </g>
          );
        }
        const flip = at - left > FLAG_ROOM;
        const text = {
          x: flip ? at - 10 : at + 10,
          textAnchor: flip ? ('end' as const) : ('start' as const),
        };
        return (
          <g key={tick.loss} className="no-loss">
            <line x1={at} x2={at} y1={top} y2={bottom} />
            <path d={`M${at} ${top}l${flip ? -7 : 7} 5l${flip ? 7 : -7} 5z`} />
            <text {...text} y={top + 10}>
              0 % at {scientific(tick.ber.value)}
            </text>
            <text className="evidence" {...text} y={top + 26}>
              ≤ {tick.thresholdPoints} points lost · n = {tolerance.trials}
            </text>
          </g>
        );
      })}
    </g>
  );
}
