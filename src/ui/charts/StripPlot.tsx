import { useMemo, useState } from 'react';
import { t } from '../../core/language/t';
import { MOST_BITS } from '../../core/samples/crossEntropy';
import type { Measure } from '../../core/samples/measure';
import { errorOf } from '../../core/site/injection';
import type { ScoredTrial } from '../../experiment/sweep/results';
import { errorText, isPercent } from '../../experiment/text/errorWords';
import { errorTitle } from '../../experiment/text/measureWords';
import { grouped } from '../../experiment/text/numberWords';
import { useSize } from '../hooks/useSize';
import { dueText } from '../overflow';
import { StepSlider } from './cursor/StepSlider';
import { PERPLEXITY_TICKS, perplexityTick } from './frame/errorScale';
import { linearScale } from './frame/scale';
import { pressedDot } from './marks/dotChoice';
import { stackDots, stackPath } from './marks/stackDots';

interface StripPlotProps {
  readonly trials: readonly ScoredTrial[];
  readonly selected: number;
  readonly measure: Measure;
  readonly onSelect: (trial: number) => void;
  readonly mean: number | null;
  readonly median: number | null;
}

/** Size until the chart is measured, in pixels. */
const UNMEASURED = { width: 420, height: 150 };
/**
 * Possible ends of the error axis, with their number of intervals. There are few, so that the axis
 * seldom changes during a drag.
 */
const AXES = [
  { upper: 0.05, intervals: 5 },
  { upper: 0.1, intervals: 5 },
  { upper: 0.2, intervals: 4 },
  { upper: 0.4, intervals: 4 },
  { upper: 1, intervals: 5 },
] as const;

interface StripAxis {
  readonly upper: number;
  readonly ticks: readonly { readonly error: number; readonly text: string }[];
}

/** Returns the shortest axis that holds `worst`: shares from 0, or perplexities from 1. */
function axisTo(worst: number, measure: Measure): StripAxis {
  if (!isPercent(measure)) {
    const ticks = PERPLEXITY_TICKS.map((error, decade) => ({ error, text: perplexityTick(decade) }));
    const last = ticks.findIndex(({ error }, decade) => decade > 0 && worst <= error);
    return last < 0
      ? { upper: MOST_BITS, ticks }
      : { upper: ticks[last]!.error, ticks: ticks.slice(0, last + 1) };
  }
  const { upper, intervals } = AXES.find((axis) => worst <= axis.upper) ?? AXES[4];
  const ticks = Array.from({ length: intervals + 1 }, (_, index) => {
    const error = (index / intervals) * upper;
    return { error, text: `${Number((error * 100).toPrecision(3))}${index === intervals ? ' %' : ''}` };
  });
  return { upper, ticks };
}

/** Names a trial and its error for screen readers: `trial 3, error 2.00 %`. */
function trialWords(result: ScoredTrial, measure: Measure): string {
  const error = errorText(errorOf(result), measure);
  return measure === 'top1'
    ? t`trial ${result.trial}, error ${error}`
    : t`trial ${result.trial}, ${errorTitle(measure)} ${error}`;
}

/** Upper limit of the dots, in pixels: the labels of mean and median are above it. */
const CEILING = 28;
const RADIUS = 4;

/**
 * Draws one dot per trial at the cursor's rate, all as one element. A press selects a trial. Arrow
 * keys move through the trials in order of error.
 */
export function StripPlot({ trials, selected, measure, onSelect, mean, median }: StripPlotProps) {
  const [box, { width, height }] = useSize<HTMLDivElement>(UNMEASURED);
  const [pointedAt, setPointedAt] = useState<number | null>(null);
  const sorted = useMemo(
    () => trials.toSorted((a, b) => errorOf(a) - errorOf(b) || a.trial - b.trial),
    [trials],
  );
  const last = sorted.at(-1);
  const worst = last === undefined ? 0 : errorOf(last);
  const { upper, ticks } = axisTo(worst, measure);
  const bottom = height - 24;
  const x = useMemo(() => linearScale([0, upper], [44, width - 24]), [upper, width]);
  const { dots, path } = useMemo(() => {
    const room = { radius: RADIUS, floor: bottom - 6, ceiling: CEILING };
    const stack = stackDots(
      // A deviation may be larger than the axis.
      sorted.map((trial) => x(Math.min(upper, errorOf(trial)))),
      room,
    );
    return { dots: stack.dots, path: stackPath(stack, room) };
  }, [sorted, x, upper, bottom]);
  const chosenIndex = sorted.findIndex(({ trial }) => trial === selected);
  const chosen = sorted[chosenIndex];
  const pointed = pointedAt === null ? undefined : sorted[pointedAt];
  return (
    <StepSlider
      className="strip-box"
      ref={box}
      label={t`Trial shown in the gallery`}
      length={sorted.length}
      at={chosenIndex}
      onStep={(index) => onSelect(sorted[index]!.trial)}
      spoken={
        chosen === undefined
          ? t`not run at this rate`
          : `${trialWords(chosen, measure)}${dueText(chosen.due)}`
      }
      onClick={(event) => {
        const pressed = pressedDot(event, dots);
        if (pressed !== null) onSelect(sorted[pressed]!.trial);
      }}
      onPointerMove={(event) => setPointedAt(pressedDot(event, dots))}
      onPointerLeave={() => setPointedAt(null)}
    >
      <svg className="chart" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {pointed !== undefined && (
          <title>{`${t`Trial ${grouped(pointed.trial)}: ${errorText(errorOf(pointed), measure)}`}${dueText(pointed.due)}`}</title>
        )}
        <line className="axis" x1={x(0)} x2={x(upper)} y1={bottom} y2={bottom} />
        {ticks.map(({ error, text }) => (
          <g key={error}>
            <line className="axis" x1={x(error)} x2={x(error)} y1={bottom} y2={bottom + 4} />
            <text className="tick" x={x(error)} y={bottom + 18} textAnchor="middle">
              {text}
            </text>
          </g>
        ))}
        {mean !== null && median !== null && (
          <>
            <path className="mean" d={`M${x(mean)} 4V${bottom}`} />
            <text
              className="mean-label"
              x={x(mean) + (mean >= median ? 5 : -5)}
              y={13}
              textAnchor={mean >= median ? 'start' : 'end'}
            >
              {t`mean`}
            </text>
            <path className="median" d={`M${x(median)} 4V${bottom}`} />
            <text
              x={x(median) + (mean >= median ? -5 : 5)}
              y={13}
              textAnchor={mean >= median ? 'end' : 'start'}
            >
              {t`median`}
            </text>
          </>
        )}
        <path className="dots" d={path} fill="none" />
        {chosen !== undefined && (
          <circle className="dot dot-selected" cx={dots[chosenIndex]!.x} cy={dots[chosenIndex]!.y} r={5.5} />
        )}
      </svg>
    </StepSlider>
  );
}
