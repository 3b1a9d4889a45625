import { scaleLinear } from 'd3';
import type { Difference } from '../../experiment/curve/difference';
import type { BerGrid } from '../../experiment/sweep/berGrid';
import { grouped } from '../../experiment/text/numberWords';
import { pointsText } from '../../experiment/text/percentWords';
import { berDomain, isOnAxis, makeBerScale } from '../charts/frame/berScale';
import { round } from '../charts/frame/round';
import { useSize } from '../hooks/useSize';
import { powerOfTen, scientific } from '../text/format';

interface DifferenceFigureProps {
  readonly points: Extract<Difference, { kind: 'paired' }>['points'];
  readonly grid: BerGrid;
  /** Description of the figure: the error that is subtracted from another. */
  readonly label: string;
}

/** Size until the figure is measured, in pixels. */
const UNMEASURED = { width: 700, height: 220 };

/** Draws the mean of paired differences with its interval against the rate, and lists both. */
export function DifferenceFigure({ points, grid, label }: DifferenceFigureProps) {
  const [box, { width, height }] = useSize<HTMLDivElement>(UNMEASURED);
  const [left, right, top, bottom] = [44, width - 10, 22, height - 26];
  const x = makeBerScale(berDomain(grid), left, right);
  const shown = points.filter(({ ber }) => isOnAxis(ber, x.domain));
  const ends = shown.flatMap(({ mean, interval }) => [mean, interval?.low ?? mean, interval?.high ?? mean]);
  const y = scaleLinear()
    .domain([Math.min(-0.01, ...ends), Math.max(0.01, ...ends)])
    .nice(5)
    .range([bottom, top]);
  return (
    <>
      <div className="difference-box" ref={box}>
        <svg
          className="chart"
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`${label}. The table lists it.`}
        >
          <text className="axis-title" x={0} y={12}>
            Difference of error, points
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
          {x.decades.map((ber) => (
            <text key={ber} className="tick" x={round(x(ber))} y={bottom + 20} textAnchor="middle">
              {powerOfTen(Math.round(Math.log10(ber)))}
            </text>
          ))}
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
      </div>
      <p className="note">
        Mean over trials of the same number at equal bit error rates,{' '}
        {pairsText(points.map(({ pairs }) => pairs))}. The bars are 95 % intervals of the mean. Equal seeds
        flip the same bits in what both runs share, so the interval is narrower than that of two separate
        runs.
      </p>
      <details>
        <summary>Table</summary>
        <table className="data-table tabular">
          <caption>{label}</caption>
          <thead>
            <tr>
              <th scope="col">Bit error rate</th>
              <th scope="col">Pairs</th>
              <th scope="col">Mean, points</th>
              <th scope="col">95 % interval</th>
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
                    : `${pointsText(100 * interval.low)} to ${pointsText(100 * interval.high)}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

/** Describes the numbers of pairs at all rates: `30 pairs per rate`, `8 to 30 pairs per rate`. */
function pairsText(pairs: readonly number[]): string {
  const [least, most] = [Math.min(...pairs), Math.max(...pairs)];
  return `${least === most ? grouped(least) : `${grouped(least)} to ${grouped(most)}`} pairs per rate`;
}
