import { area, line } from 'd3';
import { memo } from 'react';
import { checkModel } from '../../core/catalog';
import { MIN_TRIALS } from '../../experiment/evidence';
import type { CurvePoint } from '../../experiment/results';
import { chanceError } from '../../experiment/statistics';
import type { MeasuredSeries } from '../../store/seriesSelectors';
import { powerOfTen } from '../format';
import { bandOf } from './bandOf';
import { CountLimitMarks } from './CountLimitMarks';
import { countLimits } from './countLimits';
import type { SmallFrame } from './rowFrame';
import { runsOf } from './runsOf';

/** What a small figure shows, in which frame. */
export interface SmallCurveProps {
  readonly series: MeasuredSeries;
  /** The same layer under the settings before. */
  readonly stale: MeasuredSeries | undefined;
  readonly frame: SmallFrame;
  readonly band: 'sigma' | 'quantiles';
}

/** One small figure of Fig. 4: mean and band of one series, its fault-free error as a line, axes shared with the others. */
export const SmallCurve = memo(function SmallCurve({ series, stale, frame, band }: SmallCurveProps) {
  const { curve, grid, baseline, spec, trials } = series;
  const { x, y, top, bottom, width, height } = frame;
  const chance = chanceError(checkModel(spec.model).numClasses);
  const px = ({ ber }: CurvePoint) => x(ber);
  const drawn = runsOf(curve, grid);
  const wide = runsOf(
    curve.filter((point) => point.trials >= MIN_TRIALS),
    grid,
  ).filter((run) => run.length > 1);
  const drawBand = area<CurvePoint>(
    px,
    (point) => y(bandOf(point, band, chance).low),
    (point) => y(bandOf(point, band, chance).high),
  );
  const drawMean = line(px, (point: CurvePoint) => y(point.mean));
  const meanPath = (runs: typeof drawn) => runs.map((run) => drawMean(run)).join('');
  const first = x.decades[0]!;
  const last = x.decades.at(-1)!;
  return (
    <svg className="small-curve chart" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line className="grid" x1={x.left} x2={x.right} y1={y(share)} y2={y(share)} />
          <text className="tick" x={x.left - 5} y={y(share)} dy="0.32em" textAnchor="end">
            {share * 100}
          </text>
        </g>
      ))}
      {x.decades.map((ber) => (
        <line key={ber} className="axis" x1={x(ber)} x2={x(ber)} y1={bottom} y2={bottom + 3} />
      ))}
      <text className="tick" x={x.left} y={height - 4}>
        {powerOfTen(Math.round(Math.log10(first)))}
      </text>
      <text className="tick" x={x.right} y={height - 4} textAnchor="end">
        {powerOfTen(Math.round(Math.log10(last)))}
      </text>
      <CountLimitMarks
        frame={frame}
        series={[{ ...series, look: 'a', limits: countLimits(spec, x.domain) }]}
      />
      {baseline !== null && (
        <line
          className="small-baseline"
          x1={x.left}
          x2={x.right}
          y1={y(baseline.quantized.wrong / baseline.quantized.total)}
          y2={y(baseline.quantized.wrong / baseline.quantized.total)}
        />
      )}
      {stale !== undefined && (
        <path className="mean tone-ghost" d={meanPath(runsOf(stale.curve, stale.grid))} fill="none" />
      )}
      <g className={trials < MIN_TRIALS ? 'small-few' : undefined}>
        <path className="band-fill" d={wide.map((run) => drawBand(run)).join('')} />
        <path className="mean" d={meanPath(drawn)} fill="none" />
        {drawn
          .filter((run) => run.length === 1)
          .map(([point]) => (
            <circle key={point!.ber} className="small-point" cx={px(point!)} cy={y(point!.mean)} r={2.5} />
          ))}
      </g>
      <line className="axis" x1={x.left} x2={x.right} y1={bottom} y2={bottom} />
      <line className="axis" x1={x.left} x2={x.left} y1={top} y2={bottom} />
    </svg>
  );
});
