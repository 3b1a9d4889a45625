import type { KeyboardEvent, PointerEvent } from 'react';
import { nearestStop } from '../../../experiment/sweep/berGrid';
import type { ChartFrame } from '../../charts/frame/chartFrame';
import { stepByKey } from '../../controls/berSteps';
import { spokenBer } from '../../text/format';

interface RateLayerProps {
  readonly frame: ChartFrame;
  /** Rates that the marker can take: 0, then ascending. */
  readonly stops: readonly number[];
  readonly rate: number;
  readonly onChange: (rate: number) => void;
}

/** Takes a rate: the pointer drags a marker over the plot, or the keys of a slider move it. */
export function RateLayer({ frame, stops, rate, onChange }: RateLayerProps) {
  const { x, left, right, top, bottom } = frame;
  const follow = (event: PointerEvent<SVGRectElement>) => {
    const box = event.currentTarget.ownerSVGElement!.getBoundingClientRect();
    const at = x.invert(((event.clientX - box.left) * frame.width) / box.width);
    onChange(stops[Math.max(1, nearestStop(stops, at))]!);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepByKey(event.key, event.shiftKey, rate, stops);
    if (next === undefined) return;
    event.preventDefault();
    onChange(next === 0 ? stops[1]! : next);
  };
  return (
    <div
      className="cursor-layer"
      role="slider"
      tabIndex={0}
      aria-label="Your guess, a bit error rate"
      aria-valuemin={0}
      aria-valuemax={x.domain.to}
      aria-valuenow={rate}
      aria-valuetext={spokenBer(rate)}
      onKeyDown={onKeyDown}
    >
      <svg className="chart" viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
        <rect
          className="sketch-area"
          x={left}
          y={top}
          width={right - left}
          height={bottom - top + 20}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.preventDefault();
            event.currentTarget.setPointerCapture(event.pointerId);
            event.currentTarget.closest<HTMLElement>('.cursor-layer')?.focus({ preventScroll: true });
            follow(event);
          }}
          onPointerMove={(event) => {
            if (event.buttons !== 0) follow(event);
          }}
        />
        <path className="cursor-grip" d={`M${x(rate)} ${bottom}l8 11h-16z`} />
      </svg>
    </div>
  );
}
