import { scaleLinear, scaleSqrt } from 'd3';
import { memo } from 'react';
import { t } from '../../core/language/t';
import type { Measure } from '../../core/samples/measure';
import type { ClassTrial } from '../../experiment/classes/classTrials';
import type { ReferenceShape } from '../../experiment/classes/classVariance';
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
  /** Number of images per class; the mean if the classes differ in size. */
  readonly imagesPerClass: number;
  readonly shapes: readonly ReferenceShape[];
  readonly measure: Measure;
}

/** Label of each reference shape. */
export const SHAPE_TITLES: Readonly<Record<ReferenceShape['kind'], string>> = {
  get oneClass() {
    return t`one class all wrong`;
  },
  get halfTheClasses() {
    return t`half the classes all wrong`;
  },
};

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
  const ceiling = kind === 'counts' ? imagesPerClass ** 2 / 4 : 1;
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
            d={Array.from({ length: 51 }, (_, index) => {
              const error = index / 50;
              return `${index === 0 ? 'M' : 'L'}${round(x(error))} ${round(y(4 * ceiling * error * (1 - error)))}`;
            }).join('')}
          />
        )}
        <Dots className="scatter-dots" places={places} />
        <Dots className="scatter-dots scatter-here" places={here} />
        {shapes.map((shape) => {
          const [atX, atY] = [round(x(shape.error)), heightOf(shape)];
          // The title of an error of one half is wider than half of a narrow plot.
          const leftwards = isNarrow ? atX > left + 90 : atX > (left + right) / 2;
          return (
            <g key={shape.kind} className="scatter-shape">
              <circle cx={atX} cy={atY} r={7} />
              <text x={leftwards ? atX - 12 : atX + 12} y={atY + 16} textAnchor={leftwards ? 'end' : 'start'}>
                {SHAPE_TITLES[shape.kind]}
              </text>
            </g>
          );
        })}
        {chosen !== undefined && <circle className="dot dot-selected" cx={chosen.x} cy={chosen.y} r={5.5} />}
      </svg>
    </StepSlider>
  );
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
