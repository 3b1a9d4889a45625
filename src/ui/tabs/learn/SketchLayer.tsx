import { minIndex, range } from 'd3';
import { useRef, useState } from 'react';
import { t } from '../../../core/language/t';
import { ChartSlider, dragOver } from '../../charts/cursor/ChartSlider';
import type { ChartFrame } from '../../charts/frame/chartFrame';
import { spokenBer } from '../../text/format';

interface SketchLayerProps {
  readonly frame: ChartFrame;
  /** Rates above 0, ascending, at which the curve has a value. */
  readonly rates: readonly number[];
  /** Error in [0, 1] at each rate. */
  readonly errors: readonly number[];
  readonly onChange: (errors: readonly number[]) => void;
}

/** Step of the arrow keys, and with Shift, as a share. */
const STEP = 0.05;
const FINE_STEP = 0.01;

/**
 * Takes a drawn curve: the pointer draws across the plot; the keys Left and Right choose a rate, Up
 * and Down move the curve there.
 */
export function SketchLayer({ frame, rates, errors, onChange }: SketchLayerProps) {
  const [place, setPlace] = useState(0);
  /** Place of the last drawn point. */
  const last = useRef(0);
  const { x, y, left, right, top, bottom } = frame;
  const draw = (px: number, py: number, isPress: boolean) => {
    const at = minIndex(rates, (rate) => Math.abs(x(rate) - px));
    const error = nearestShare(y, py);
    const from = isPress ? at : last.current;
    // A quick stroke passes rates without an event.
    const drawn = errors.map((before, index) => {
      if (index < Math.min(from, at) || index > Math.max(from, at)) return before;
      if (from === at) return error;
      return round2(errors[from]! + ((error - errors[from]!) * (index - from)) / (at - from));
    });
    last.current = at;
    setPlace(at);
    onChange(drawn);
  };
  const onKey = (key: string, shift: boolean) => {
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[key];
    const upwards = { ArrowUp: 1, ArrowDown: -1 }[key];
    if (sideways === undefined && upwards === undefined) return false;
    if (sideways !== undefined) setPlace(Math.min(rates.length - 1, Math.max(0, place + sideways)));
    else {
      const step = upwards! * (shift ? FINE_STEP : STEP);
      onChange(
        errors.map((error, index) =>
          index === place ? round2(Math.min(1, Math.max(0, error + step))) : error,
        ),
      );
    }
    return true;
  };
  const [rate, error] = [rates[place]!, errors[place]!];
  return (
    <ChartSlider
      className="cursor-layer"
      label={t`Your curve: left and right choose a rate, up and down set the error there`}
      from={0}
      to={100}
      at={Math.round(100 * error)}
      spoken={t`${Math.round(100 * error)} % at ${spokenBer(rate)}`}
      onKey={onKey}
    >
      <svg className="chart" viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
        <rect
          className="sketch-area"
          x={left}
          y={top}
          width={right - left}
          height={bottom - top}
          {...dragOver(frame.width, draw)}
        />
        <circle className="sketch-here" cx={x(rate)} cy={y(error)} r={7} />
      </svg>
    </ChartSlider>
  );
}

/** Returns the share, in whole per cent, that is drawn nearest to a height in pixels. */
function nearestShare(y: (share: number) => number, py: number): number {
  return minIndex(range(101), (percent) => Math.abs(y(percent / 100) - py)) / 100;
}

function round2(share: number): number {
  return Math.round(100 * share) / 100;
}
