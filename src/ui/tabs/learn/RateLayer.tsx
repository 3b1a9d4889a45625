import { t } from '../../../core/language/t';
import { nearestStop } from '../../../experiment/sweep/berGrid';
import { ChartSlider, dragOver } from '../../charts/cursor/ChartSlider';
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
  return (
    <ChartSlider
      className="cursor-layer"
      label={t`Your guess, a bit error rate`}
      from={0}
      to={x.domain.to}
      at={rate}
      spoken={spokenBer(rate)}
      onKey={(key, shift) => {
        const next = stepByKey(key, shift, rate, stops);
        if (next !== undefined) onChange(next === 0 ? stops[1]! : next);
        return next !== undefined;
      }}
    >
      <svg className="chart" viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
        <rect
          className="sketch-area"
          x={left}
          y={top}
          width={right - left}
          height={bottom - top + 20}
          {...dragOver(frame.width, (at) => onChange(stops[Math.max(1, nearestStop(stops, x.invert(at)))]!))}
        />
        <path className="cursor-grip" d={`M${x(rate)} ${bottom}l8 11h-16z`} />
      </svg>
    </ChartSlider>
  );
}
