import { memo } from 'react';
import { t } from '../../../core/language/t';
import type { Measure } from '../../../core/samples/measure';
import { type Baseline, errorOf } from '../../../core/site/injection';
import { chanceText, errorText } from '../../../experiment/text/errorWords';
import type { MeasuredTolerance } from '../../../store/selectors/selectors';
import type { ChartFrame } from '../frame/chartFrame';
import { placesWithCount, SampleCount, sampleCount } from '../frame/SampleCount';
import { LossTicks } from './LossTicks';

interface ReferenceLinesProps {
  readonly frame: ChartFrame;
  readonly baseline: Baseline | null;
  /** Error of guessing: a share, or bits. */
  readonly chance: number;
  readonly measure: Measure;
  readonly tolerance: MeasuredTolerance | null;
}

/** Draws the references of the curve: fault-free error, error of guessing, and loss ticks. */
export const ReferenceLines = memo(function ReferenceLines(props: ReferenceLinesProps) {
  const { frame, chance, tolerance, measure } = props;
  const { left, right, compact, top, y } = frame;
  const lines = [
    {
      name: 'chance',
      share: chance,
      text: measure === 'deviation' ? '100 %' : t`guessing ${chanceText(chance, measure)}`,
    },
  ];
  lines.push(...baselineLines(props.baseline, measure));
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
function baselineLines(baseline: Baseline | null, measure: Measure) {
  if (baseline === null) return [];
  const [float, quantized] = [errorOf(baseline.float), errorOf(baseline.quantized)];
  const [floatText, text] = [errorText(float, measure), errorText(quantized, measure)];
  if (floatText === text) return [{ name: 'quantized', share: quantized, text: t`fault-free ${text}` }];
  return [
    { name: 'quantized', share: quantized, text: t`quantised ${text}` },
    { name: 'float', share: float, text: t`float ${floatText}` },
  ];
}
