import { memo } from 'react';
import { t } from '../../../core/language/t';
import { type Baseline, errorOf } from '../../../core/site/injection';
import { percent } from '../../../experiment/text/percentWords';
import type { MeasuredTolerance } from '../../../store/selectors/selectors';
import type { ChartFrame } from '../frame/chartFrame';
import { placesWithCount, SampleCount, sampleCount } from '../frame/SampleCount';
import { LossTicks } from './LossTicks';

interface ReferenceLinesProps {
  readonly frame: ChartFrame;
  readonly baseline: Baseline | null;
  /** Error of guessing, in [0, 1]. Only that of deviations is 1. */
  readonly chance: number;
  readonly tolerance: MeasuredTolerance | null;
}

/** Draws the references of the curve: fault-free error, error of guessing, and loss ticks. */
export const ReferenceLines = memo(function ReferenceLines(props: ReferenceLinesProps) {
  const { frame, chance, tolerance } = props;
  const { left, right, compact, top, y } = frame;
  const lines = [
    {
      name: 'chance',
      share: chance,
      text: chance === 1 ? '100 %' : t`guessing ${`${Number((chance * 100).toFixed(1))}\u00a0%`}`,
    },
  ];
  lines.push(...baselineLines(props.baseline));
  const numSamples = props.baseline?.quantized.total;
  const labels = placesWithCount(
    lines.map((line) => y(line.share)),
    frame.bottom,
  );
  return (
    <g className="references">
      {lines.map(({ name, share }) => (
        <g key={name} className={`reference reference-${name}`}>
          <line x1={left} x2={right} y1={y(share)} y2={y(share)} />
        </g>
      ))}
      {tolerance !== null && <LossTicks frame={frame} tolerance={tolerance} />}
      {/* Labels come last, so that they cover the lines. */}
      {lines.map(({ name, share, text }, index) => (
        <g key={name} className={`reference reference-${name}`}>
          {compact ? (
            name !== 'float' && (
              <text x={left + 6} y={y(share) + (name !== 'chance' ? -12 : y(share) < top + 16 ? 14 : -6)}>
                {name === 'chance' || numSamples === undefined ? text : `${text}, ${sampleCount(numSamples)}`}
              </text>
            )
          ) : (
            <text x={right + 8} y={labels[index]} dy="0.32em">
              {text}
            </text>
          )}
        </g>
      ))}
      {numSamples !== undefined && !compact && (
        <SampleCount x={right + 8} y={labels.at(-1)} numSamples={numSamples} />
      )}
    </g>
  );
});

/** Returns one line if the float32 and the quantised error have the same text, else two. */
function baselineLines(baseline: Baseline | null) {
  if (baseline === null) return [];
  const float = errorOf(baseline.float);
  const quantized = errorOf(baseline.quantized);
  if (percent(float) === percent(quantized)) {
    return [{ name: 'quantized', share: quantized, text: t`fault-free ${percent(quantized)}` }];
  }
  return [
    { name: 'quantized', share: quantized, text: t`quantised ${percent(quantized)}` },
    { name: 'float', share: float, text: t`float ${percent(float)}` },
  ];
}
