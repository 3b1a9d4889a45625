import { scaleLinear, scaleSqrt } from 'd3';
import { memo } from 'react';
import { t } from '../../core/language/t';
import type { Measure } from '../../core/samples/measure';
import type { ClassTrial } from '../../experiment/classes/classTrials';
import {
  largestVariances,
  type ReferenceShape,
  type VariancePoint,
} from '../../experiment/classes/classVariance';
import { errorTitle } from '../../experiment/text/measureWords';
import { grouped } from '../../experiment/text/numberWords';
import { percent } from '../../experiment/text/percentWords';
import { useSize } from '../hooks/useSize';
import { scientific } from '../text/format';
import { StepSlider } from './cursor/StepSlider';
import { round } from './frame/round';
import { pressedDot } from './marks/dotChoice';

/**
 * Variance that is drawn: that of the counts, as in the paper, or its share of the largest
 * possible.
 */
export type VarianceKind = 'counts' | 'normalized';

interface ClassScatterProps {
  readonly trials: readonly ClassTrial[];
  readonly kind: VarianceKind;
  /** Bit error rate whose trials are highlighted. */
  readonly ber: number;
  /** Number of the selected trial. */
  readonly selected: number;
  readonly onChoose: (trial: ClassTrial) => void;
  /** Number of samples of each class that has any. */
  readonly imagesPerClass: readonly number[];
  readonly shapes: readonly ReferenceShape[];
  readonly measure: Measure;
}

/** Returns the label of a reference shape, for classes of one size or of several. */
export function shapeTitle(kind: ReferenceShape['kind'], imagesPerClass: readonly number[]): string {
  const isEven = imagesPerClass.every((count) => count === imagesPerClass[0]);
  if (kind === 'oneClass') return isEven ? t`one class all wrong` : t`largest class all wrong`;
  return isEven ? t`half the classes all wrong` : t`larger half all wrong`;
}

/** Size until the chart is measured, in pixels. */
const UNMEASURED = { width: 640, height: 380 };

/**
 * Draws error against class variance, one dot per trial. A press selects a trial. Arrow keys move
 * through the trials at the cursor's rate.
 */
export function ClassScatter(props: ClassScatterProps) {
  const { trials, kind, ber, selected, onChoose, imagesPerClass, shapes } = props;
  const [box, { width, height }] = useSize<HTMLDivElement>(UNMEASURED);
  const [left, right, top, bottom] = [kind === 'counts' ? 52 : 40, width - 14, 34, height - 44];
  const isNarrow = width < 500;
  const line = largestVariances(imagesPerClass);
  const ceiling = kind === 'counts' ? Math.max(...line.map(({ variance }) => variance)) : 1;
  const x = scaleLinear([0, 1], [left, right]);
  // Most trials are far below the maximum. A square-root scale (a deviation in images) separates
  // them.
  const y = (kind === 'counts' ? scaleSqrt : scaleLinear)([0, ceiling], [bottom, top]);
  const shown = trials.filter(({ normalized }) => kind === 'counts' || normalized !== null);
  const heightOf = ({ variance, normalized }: Pick<ClassTrial, 'variance' | 'normalized'>) =>
    round(y(Math.min(ceiling, kind === 'counts' ? variance : (normalized ?? 0))));
  const places = shown.map((trial) => ({ trial, x: round(x(trial.error)), y: heightOf(trial) }));
  const isAtCursor = ({ result }: ClassTrial) => result.ber === ber;
  const here = places.filter(({ trial }) => isAtCursor(trial));
  const chosen = here.find(({ trial }) => trial.result.trial === selected);
  const order = here.toSorted(
    (a, b) => a.trial.error - b.trial.error || a.trial.result.trial - b.trial.result.trial,
  );
  return (
    <StepSlider
      className="scatter-box"
      ref={box}
      aria-roledescription={t`scatter plot`}
      label={t`Error against class variance; arrow keys move through the trials at the cursor’s rate`}
      length={order.length}
      at={order.indexOf(chosen!)}
      onStep={(index) => onChoose(order[index]!.trial)}
      spoken={chosen === undefined ? t`no trial selected at this rate` : trialText(chosen.trial)}
      onPointerUp={(event) => {
        const pressed = pressedDot(event, places);
        if (pressed !== null) onChoose(places[pressed]!.trial);
      }}
    >
      <svg className="chart" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <text className="axis-title" x={0} y={12}>
          {kind === 'counts'
            ? isNarrow
              ? t`Variance of wrong answers per class`
              : t`Variance of wrong answers per class (square-root scale)`
            : isNarrow
              ? t`Variance, share of the largest possible`
              : t`Variance, share of the largest possible at this error`}
        </text>
        {y.ticks(height < 300 ? 4 : 6).map((tick) => (
          <g key={tick}>
            <line className="grid" x1={left} x2={right} y1={round(y(tick))} y2={round(y(tick))} />
            <text className="tick" x={left - 8} y={round(y(tick))} dy="0.32em" textAnchor="end">
              {tick >= 10 ? grouped(tick) : Number(tick.toPrecision(2))}
            </text>
          </g>
        ))}
        <line className="axis" x1={left} x2={right} y1={bottom} y2={bottom} />
        {x.ticks(5).map((tick) => (
          <g key={tick}>
            <line className="axis" x1={round(x(tick))} x2={round(x(tick))} y1={bottom} y2={bottom + 5} />
            <text className="tick" x={round(x(tick))} y={bottom + 20} textAnchor="middle">
              {Math.round(tick * 100)}
            </text>
          </g>
        ))}
        <text className="axis-title" x={(left + right) / 2} y={bottom + 38} textAnchor="middle">
          {t`${errorTitle(props.measure)}, %`}
        </text>
        {kind === 'counts' && (
          <path
            className="scatter-ceiling"
            d={finerLine(line)
              .map(
                ({ error, variance }, index) =>
                  `${index === 0 ? 'M' : 'L'}${round(x(error))} ${round(y(variance))}`,
              )
              .join('')}
          />
        )}
        <Dots className="scatter-dots" places={places} />
        <Dots className="scatter-dots scatter-here" places={here} />
        {shapes.map((shape, index) => {
          const [atX, atY] = [round(x(shape.error)), heightOf(shape)];
          // Of classes that differ in size the shapes may lie side by side.
          const first = heightOf(shapes[0]!);
          const isBeside = index > 0 && Math.abs(atY - first) < 18;
          // The title of an error of one half is wider than half of a narrow plot.
          const leftwards = isNarrow ? atX > left + 90 : atX > (left + right) / 2;
          return (
            <g key={shape.kind} className="scatter-shape">
              <circle cx={atX} cy={atY} r={7} />
              <text
                x={leftwards ? atX - 12 : atX + 12}
                y={isBeside ? first + 33 : atY + 16}
                textAnchor={leftwards ? 'end' : 'start'}
              >
                {shapeTitle(shape.kind, imagesPerClass)}
              </text>
            </g>
          );
        })}
        {chosen !== undefined && <circle className="dot dot-selected" cx={chosen.x} cy={chosen.y} r={5.5} />}
      </svg>
    </StepSlider>
  );
}

/** Number of parts of each straight line, which is curved on a square-root scale. */
const PARTS = 8;

/** Returns the line with further points between its own. */
function finerLine(line: readonly VariancePoint[]): readonly VariancePoint[] {
  return line.flatMap((point, index) => {
    const before = line[index - 1];
    if (before === undefined) return [point];
    return Array.from({ length: PARTS }, (_, part) => {
      const share = (part + 1) / PARTS;
      return {
        error: before.error + share * (point.error - before.error),
        variance: before.variance + share * (point.variance - before.variance),
      };
    });
  });
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Draws thousands of dots as one path: each dot is a line of length 0 with round ends. */
const Dots = memo(function Dots(props: { readonly className: string; readonly places: readonly Place[] }) {
  return (
    <path
      className={props.className}
      d={props.places.map(({ x, y }) => `M${x} ${y}h0`).join('')}
      fill="none"
    />
  );
});

/**
 * Describes a trial: `Trial 4 at 1.00 × 10⁻³: error 12.3 %, class variance 84.2, 12 % of the
 * largest possible`.
 */
export function trialText({ result, error, variance, normalized }: ClassTrial): string {
  const [ber, wrong, absolute] = [scientific(result.ber), percent(error), varianceText(variance)];
  return normalized === null
    ? t`Trial ${result.trial} at ${ber}: error ${wrong}, class variance ${absolute}`
    : t`Trial ${result.trial} at ${ber}: error ${wrong}, class variance ${absolute}, ${percent(normalized)} of the largest possible`;
}

/** Formats a variance: whole from 100 on, else with one decimal. */
export function varianceText(variance: number): string {
  return variance >= 100 ? grouped(variance) : variance.toFixed(1);
}
