import type { ScoredTrial } from '../../experiment/results';
import { percent } from '../format';
import { useSize } from '../useSize';
import { pressedDot, steppedDot } from './dotChoice';
import { stackDots } from './stackDots';

interface StripPlotProps {
  readonly trials: readonly ScoredTrial[];
  readonly selected: number;
  readonly onSelect: (trial: number) => void;
  readonly mean: number | null;
  readonly median: number | null;
}

const UNMEASURED = { width: 420, height: 150 };
/** Ends that the error axis may have, with the number of its intervals: few, so that it seldom changes on a drag. */
const AXES = [
  { upper: 0.05, intervals: 5 },
  { upper: 0.1, intervals: 5 },
  { upper: 0.2, intervals: 4 },
  { upper: 0.4, intervals: 4 },
  { upper: 1, intervals: 5 },
] as const;

/** One dot per trial at the cursor's rate. A press adopts the trial; arrow keys walk through them in order of error. */
export function StripPlot({ trials, selected, onSelect, mean, median }: StripPlotProps) {
  const [box, { width, height }] = useSize<HTMLDivElement>(UNMEASURED);
  const worst = Math.max(0, ...trials.map(({ wrong, total }) => wrong / total));
  const { upper, intervals } = AXES.find((axis) => worst <= axis.upper) ?? AXES[4];
  const bottom = height - 24;
  const x = (share: number) => 44 + (share / upper) * (width - 68);
  const sorted = [...trials].sort((a, b) => a.wrong - b.wrong || a.trial - b.trial);
  const dots = stackDots(
    sorted.map(({ wrong, total }) => x(wrong / total)),
    { radius: 4, floor: bottom - 6, ceiling: 24 },
  );
  const chosen = sorted.find(({ trial }) => trial === selected);
  return (
    <div
      className="strip-box"
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label="Trial shown in the gallery"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, sorted.length - 1)}
      aria-valuenow={Math.max(0, sorted.indexOf(chosen!))}
      aria-valuetext={
        chosen === undefined
          ? 'not run at this rate'
          : `trial ${chosen.trial}, error ${percent(chosen.wrong / chosen.total)}`
      }
      onClick={(event) => {
        const pressed = pressedDot(event, dots);
        if (pressed !== null) onSelect(sorted[pressed]!.trial);
      }}
      onKeyDown={(event) => {
        const next = steppedDot(event, sorted, chosen);
        if (next !== undefined) onSelect(next.trial);
      }}
    >
      <svg className="chart" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <line className="axis" x1={x(0)} x2={x(upper)} y1={bottom} y2={bottom} />
        {Array.from({ length: intervals + 1 }, (_, index) => index / intervals).map((share) => (
          <g key={share}>
            <line className="axis" x1={x(share * upper)} x2={x(share * upper)} y1={bottom} y2={bottom + 4} />
            <text className="tick" x={x(share * upper)} y={bottom + 18} textAnchor="middle">
              {Number((share * upper * 100).toPrecision(3))}
              {share === 1 ? ' %' : ''}
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
              mean
            </text>
            <path className="median" d={`M${x(median)} 4V${bottom}`} />
            <text
              x={x(median) + (mean >= median ? -5 : 5)}
              y={13}
              textAnchor={mean >= median ? 'end' : 'start'}
            >
              median
            </text>
          </>
        )}
        {sorted.map(({ trial, wrong, total }, index) => (
          <circle
            key={trial}
            className={trial === selected ? 'dot dot-selected' : 'dot'}
            cx={dots[index]!.x}
            cy={dots[index]!.y}
            r={trial === selected ? 5.5 : 4}
          >
            <title>{`Trial ${trial}: ${percent(wrong / total)}`}</title>
          </circle>
        ))}
      </svg>
    </div>
  );
}
