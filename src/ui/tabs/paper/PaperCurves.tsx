import { t } from '../../../core/language/t';
import { chanceOf } from '../../../experiment/curve/curve';
import { grouped } from '../../../experiment/text/numberWords';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import { type BerDomain, berDomain } from '../../charts/frame/berScale';
import { type ChartFrame, chartFrame } from '../../charts/frame/chartFrame';
import { PlotAxes } from '../../charts/frame/PlotAxes';
import { CountLimitMarks } from '../../charts/marks/CountLimitMarks';
import { type CountLimits, countLimits } from '../../charts/marks/countLimits';
import { drawnSeries, type SeriesLook } from '../../charts/marks/drawnSeries';
import { SeriesCurve } from '../../charts/marks/SeriesCurve';
import { SeriesTicks } from '../../charts/marks/SeriesTicks';
import { tickSentence } from '../../text/tickWords';

const LOOKS: readonly SeriesLook[] = ['a', 'b', 'c'];
/** Size of a small figure in units of its view box. */
export const CURVES_WIDTH = 400;
export const CURVES_HEIGHT = 290;

export interface PaperCurvesProps {
  readonly title: string;
  readonly series: readonly MeasuredSeries[];
  /** True to draw one standard deviation around the mean, as in Fig. 4. */
  readonly band: boolean;
  /** Rate of the cursor. */
  readonly cursor?: number | undefined;
}

/**
 * Small figure of stored curves (Figs. 2, 3, 4 and 6), with trials and samples in its heading and
 * dashed lines up to where no accuracy is lost.
 */
export function PaperCurves({ title, series, band, cursor }: PaperCurvesProps) {
  const chance = chanceOf(series[0]!.spec);
  const frame = paperFrame(series);
  const { x, y, top, bottom } = frame;
  const drawn = series.map((one, index) => drawnSeries(one, LOOKS[index] ?? 'thin', x.domain));
  return (
    <svg
      className="chart"
      overflow="visible"
      viewBox={`0 -22 ${CURVES_WIDTH} ${CURVES_HEIGHT + 22}`}
      role="img"
      aria-label={paperLabel(title, series)}
    >
      <text className="paper-title" x={0} y={-8}>
        {title}
      </text>
      <text x={CURVES_WIDTH} y={-8} textAnchor="end">
        {evidenceOf(series)}
      </text>
      <PlotAxes frame={frame} measure={series[0]!.spec.measure} />
      <CountLimitMarks frame={frame} series={drawn} />
      {drawn.map((one) => (
        <SeriesCurve
          key={one.id}
          series={one}
          band={band ? 'sigma' : null}
          hot={null}
          {...{ frame, chance }}
        />
      ))}
      <SeriesTicks frame={frame} series={drawn} hot={null} />
      {cursor !== undefined && (
        <>
          <line className="cursor-line" x1={x(cursor)} x2={x(cursor)} y1={top} y2={bottom} />
          {drawn.map(({ id, curve }) =>
            curve.map(
              ({ ber, mean }) =>
                ber === cursor && <circle key={id} className="cursor-dot" cx={x(ber)} cy={y(mean)} r={5.5} />,
            ),
          )}
        </>
      )}
    </svg>
  );
}

/** Returns the layout of the curves. */
export function paperFrame(series: readonly MeasuredSeries[]): ChartFrame {
  const { numSamples } = series[0]!.spec;
  return chartFrame({
    ...{ width: CURVES_WIDTH, height: CURVES_HEIGHT, domain: domainOf(series) },
    ...{ errorScale: 'linear', numSamples },
  });
}

/** Describes curves for screen readers: their title and the ticks of each. */
export function paperLabel(title: string, series: readonly MeasuredSeries[]): string {
  return `${title}. ${series.map((one) => tickSentence(one, 'points')).join(' ')}`;
}

/** Formats the trials and samples of some series: `n = 150 · 1,000 samples`. */
export function evidenceOf(series: readonly MeasuredSeries[]): string {
  const trials = series.map((one) => one.trials);
  const [fewest, most] = [Math.min(...trials), Math.max(...trials)];
  const { numSamples } = series[0]!.spec;
  const n = fewest === most ? fewest : `${fewest}–${most}`;
  return t`n = ${n} · ${grouped(numSamples)} samples`;
}

/** Returns the limits below which the count rule flips no bits, for each series. */
export function plotLimits(series: readonly MeasuredSeries[]): readonly CountLimits[] {
  return series.map(({ spec }) => countLimits(spec, domainOf(series)));
}

/** Returns the decades that the rates of all series span. */
export function domainOf(series: readonly MeasuredSeries[]): BerDomain {
  const domains = series.map(({ spec }) => berDomain(spec.bers));
  return {
    from: Math.min(...domains.map(({ from }) => from)),
    to: Math.max(...domains.map(({ to }) => to)),
  };
}
