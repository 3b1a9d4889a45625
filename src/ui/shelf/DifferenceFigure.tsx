import { scaleLinear } from 'd3';
import { t } from '../../core/language/t';
import { numTrialBits } from '../../experiment/curve/curve';
import type { Difference } from '../../experiment/curve/difference';
import { holdOn } from '../../experiment/lesson/teacherHold';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { nearestStop } from '../../experiment/sweep/berGrid';
import { errorTitle } from '../../experiment/text/measureWords';
import { grouped } from '../../experiment/text/numberWords';
import { pointsText } from '../../experiment/text/percentWords';
import { dragOver } from '../charts/cursor/ChartSlider';
import { StepSlider } from '../charts/cursor/StepSlider';
import { berDomain, isOnAxis, makeBerScale } from '../charts/frame/berScale';
import { flipTicks } from '../charts/frame/flipTicks';
import { rateFactor } from '../charts/frame/rateAxis';
import { round } from '../charts/frame/round';
import { useExplorer } from '../hooks/useExplorer';
import { useSize } from '../hooks/useSize';
import { powerOfTen, scientific, spokenBer } from '../text/format';
import { placeText } from '../text/placeText';

type Points = Extract<Difference, { kind: 'paired' }>['points'];

interface DifferenceFigureProps {
  readonly points: Points;
  /** Run from which another is subtracted, and the other one. */
  readonly spec: ExperimentSpec;
  readonly other: ExperimentSpec;
  /** Description of the figure: the error that is subtracted from another. */
  readonly label: string;
}

/** Size until the figure is measured, in pixels. */
const UNMEASURED = { width: 700, height: 240 };

/**
 * Draws the mean of paired differences with its interval against the rate, and lists both. The
 * cursor is that of the page, at the nearest rate of the figure. Against flipped bits only if both
 * runs have equally many bits: else a pair of trials flips two numbers of bits.
 */
export function DifferenceFigure({ points, spec, other, label }: DifferenceFigureProps) {
  const [box, { width, height }] = useSize<HTMLDivElement>(UNMEASURED);
  const view = useExplorer((state) => state.view);
  const { cursorBer, rateAxis } = view;
  const factor = rateFactor({ spec: useExplorer((state) => state.spec), view: { rateAxis } }, spec);
  const setView = useExplorer((state) => state.setView);
  const [bits, otherBits] = [numTrialBits(spec), numTrialBits(other)];
  const axis = rateAxis === 'flips' && bits === otherBits ? 'flips' : 'rate';
  const [left, right, top, bottom] = [44, width - 10, 22, height - 44];
  const x = makeBerScale(berDomain(spec.bers), left, right);
  const ticks =
    axis === 'flips'
      ? flipTicks({ x, left, right }, spec)
      : x.decades.map((ber) => ({ ber, text: powerOfTen(Math.round(Math.log10(ber))) }));
  const shown = points.filter(({ ber }) => isOnAxis(ber, x.domain));
  const rates = shown.map(({ ber }) => ber);
  const at = nearestStop(rates, cursorBer / factor);
  const here = shown[at];
  const stepTo = (index: number) => {
    if (holdOn(view, 'cursor') === 'free') setView({ cursorBer: rates[index]! * factor });
  };
  const ends = shown.flatMap(({ mean, interval }) => [mean, interval?.low ?? mean, interval?.high ?? mean]);
  const y = scaleLinear()
    .domain([Math.min(-0.01, ...ends), Math.max(0.01, ...ends)])
    .nice(5)
    .range([bottom, top]);
  return (
    <>
      <StepSlider
        className="difference-box"
        ref={box}
        label={t`${label}. The table lists it.`}
        length={shown.length}
        at={at}
        onStep={stepTo}
        spoken={here === undefined ? t`no rate on the axis` : `${spokenBer(here.ber)}; ${pointWords(here)}`}
        {...dragOver(width, (px) => stepTo(nearestStop(rates, x.invert(px))))}
      >
        <svg className="chart" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          <text className="axis-title" x={0} y={12}>
            {spec.measure === 'top1'
              ? t`Difference of error, points`
              : t`Difference, points. ${errorTitle(spec.measure)}`}
          </text>
          {y.ticks(5).map((tick) => (
            <g key={tick}>
              <line
                className={tick === 0 ? 'axis' : 'grid'}
                x1={left}
                x2={right}
                y1={round(y(tick))}
                y2={round(y(tick))}
              />
              <text className="tick" x={left - 8} y={round(y(tick))} dy="0.32em" textAnchor="end">
                {Number((tick * 100).toPrecision(3))
                  .toString()
                  .replace('-', '−')}
              </text>
            </g>
          ))}
          {ticks.map(({ ber, text }) => (
            <text key={ber} className="tick" x={round(x(ber))} y={bottom + 20} textAnchor="middle">
              {text}
            </text>
          ))}
          <text className="axis-title" x={(left + right) / 2} y={bottom + 38} textAnchor="middle">
            {axis === 'flips' ? t`Flipped bits, on average in one trial` : t`Bit error rate`}
          </text>
          {here !== undefined && (
            <line className="difference-cursor" x1={x(here.ber)} x2={x(here.ber)} y1={top} y2={bottom} />
          )}
          {shown.map(({ ber, mean, interval }) => (
            <g key={ber} className="point">
              {interval !== null && (
                <path
                  className="whisker"
                  d={`M${round(x(ber))} ${round(y(interval.low))}V${round(y(interval.high))}`}
                  fill="none"
                />
              )}
              <circle className="difference-point" cx={round(x(ber))} cy={round(y(mean))} r={3.5} />
            </g>
          ))}
        </svg>
      </StepSlider>
      {here !== undefined && (
        <p className="tabular" aria-hidden="true">
          {`${placeText(here.ber, axis, spec)}: ${pointWords(here)}`}
        </p>
      )}
      {axis !== rateAxis && (
        <p className="note">
          {t`This figure keeps the bit error rate as its axis: a pair of trials has one rate, but the runs have ${grouped(bits)} and ${grouped(otherBits)} bits that can flip, so it has two numbers of flipped bits.`}
        </p>
      )}
      <p className="note">
        {t`Mean over trials of the same number at equal bit error rates, ${pairsText(points.map(({ pairs }) => pairs))}. The bars are 95 % intervals of the mean. Equal seeds flip the same bits in what both runs share, so the interval is narrower than that of two separate runs.`}
      </p>
      <details>
        <summary>{t`Table`}</summary>
        <table className="data-table tabular">
          <caption>{label}</caption>
          <thead>
            <tr>
              <th scope="col">{t`Bit error rate`}</th>
              <th scope="col">{t`Pairs`}</th>
              <th scope="col">{t`Mean, points`}</th>
              <th scope="col">{t`95 % interval`}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ ber, pairs, mean, interval }) => (
              <tr key={ber}>
                <th scope="row">{scientific(ber)}</th>
                <td>{grouped(pairs)}</td>
                <td>{pointsText(100 * mean)}</td>
                <td>
                  {interval === null
                    ? '–'
                    : t`${pointsText(100 * interval.low)} to ${pointsText(100 * interval.high)}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

/** Describes a point: `−0.42 points, 95 % from −0.90 to +0.06, 30 pairs`. */
function pointWords({ mean, interval, pairs }: Points[number]): string {
  const count = grouped(pairs);
  const mean100 = pointsText(100 * mean);
  const pairWords = pairs === 1 ? t`${count} pair` : t`${count} pairs`;
  if (interval === null) return t`${mean100} points, no interval, ${pairWords}`;
  return t`${mean100} points, 95 % from ${pointsText(100 * interval.low)} to ${pointsText(100 * interval.high)}, ${pairWords}`;
}

/** Describes the numbers of pairs at all rates: `30 pairs per rate`, `8 to 30 pairs per rate`. */
function pairsText(pairs: readonly number[]): string {
  const [least, most] = [Math.min(...pairs), Math.max(...pairs)];
  return least === most
    ? t`${grouped(least)} pairs per rate`
    : t`${grouped(least)} to ${grouped(most)} pairs per rate`;
}
