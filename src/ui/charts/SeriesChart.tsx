import { minIndex } from 'd3';
import { type PointerEvent, type ReactNode, useMemo } from 'react';
import { percent } from '../format';
import { useSize } from '../useSize';
import { BerCursor, type CursorMark } from './BerCursor';
import type { BerDomain } from './berScale';
import { CountLimitMarks } from './CountLimitMarks';
import { CurveMarks } from './CurveMarks';
import { type ChartFrame, chartFrame } from './chartFrame';
import { type DrawnSeries, LOOK_SHAPES, readDrawn, seriesClass } from './drawnSeries';
import { PlotAxes } from './PlotAxes';
import { SeriesTicks } from './SeriesTicks';
import { spreadLabels } from './spreadLabels';

interface SeriesChartProps {
  readonly series: readonly DrawnSeries[];
  /** Of the settings before, drawn grey. */
  readonly stale: readonly DrawnSeries[];
  readonly domain: BerDomain;
  readonly errorScale: 'linear' | 'log';
  readonly band: 'sigma' | 'quantiles';
  readonly numImages: number;
  /** Error of guessing. */
  readonly chance: number;
  readonly ber: number;
  /** The series that stands out, with its band; the others are faint. Null: none. */
  readonly hot: string | null;
  readonly onHot: (id: string | null) => void;
  /** What the chart shows, for those who do not see it. */
  readonly label: string;
  /** Drawn under the series. */
  readonly overlay?: (frame: ChartFrame) => ReactNode;
}

const UNMEASURED = { width: 900, height: 380 };
/** How near the pointer comes before a series stands out, in pixels. */
const REACH = 14;

/** Several curves over one pair of axes (Ares, Figs. 2, 3 and 6): hue and shape say which, dashed lines where each loses nothing. */
export function SeriesChart(props: SeriesChartProps) {
  const { series, domain, errorScale, band, numImages, chance, ber, hot, onHot, label } = props;
  const [box, size] = useSize<HTMLDivElement>(UNMEASURED);
  const frame = useMemo(
    () => chartFrame({ ...size, domain, errorScale, numImages }),
    [size, domain, errorScale, numImages],
  );
  const marks = series.flatMap((one): CursorMark[] => {
    const reading = readDrawn(one, ber);
    return reading === null ? [] : [{ label: one.label, mean: reading.mean, between: reading.between }];
  });
  const point = (event: PointerEvent<HTMLElement>) => {
    const bounds = event.currentTarget.getBoundingClientRect();
    const at = frame.x.invert(event.clientX - bounds.left);
    const distances = series.map((one) => {
      const mean = interpolated(one, at);
      return mean === null
        ? Number.POSITIVE_INFINITY
        : Math.abs(frame.y(mean) - (event.clientY - bounds.top));
    });
    const nearest = minIndex(distances);
    const found = (distances[nearest] ?? Number.POSITIVE_INFINITY) <= REACH ? series[nearest]!.id : null;
    if (found !== hot) onHot(found);
  };
  return (
    <div
      className="chart-box series-box"
      ref={box}
      onPointerMove={(event) => event.pointerType === 'mouse' && event.buttons === 0 && point(event)}
      onPointerLeave={() => onHot(null)}
    >
      <svg className="chart" viewBox={`0 0 ${frame.width} ${frame.height}`} role="img" aria-label={label}>
        <g className="axes">
          <PlotAxes frame={frame} />
        </g>
        <CountLimitMarks frame={frame} series={series} />
        <Levels frame={frame} series={series} chance={chance} />
        {props.overlay?.(frame)}
        {props.stale.map((one) => (
          <CurveMarks
            key={one.id}
            curve={one.curve}
            grid={one.grid}
            frame={frame}
            planned={one.planned}
            chance={chance}
            band={null}
            tone="ghost"
          />
        ))}
        {series.map((one) => (
          <g key={one.id} className={seriesClass(one, hot)}>
            <CurveMarks
              curve={one.curve}
              grid={one.grid}
              frame={frame}
              planned={one.planned}
              chance={chance}
              band={one.id === hot ? band : null}
              shape={LOOK_SHAPES[one.look]}
              tone={one.source === 'stored' ? 'stored' : 'live'}
            />
          </g>
        ))}
        <SeriesTicks frame={frame} series={series} hot={hot} />
      </svg>
      <BerCursor frame={frame} marks={marks} />
    </div>
  );
}

/** Between any two points, for the pointer alone. */
function interpolated({ curve }: DrawnSeries, at: number): number | null {
  const above = curve.findIndex(({ ber }) => ber >= at);
  const [low, high] = [curve[above - 1], curve[above]];
  if (high === undefined || low === undefined || low.ber === 0 || at === 0) return null;
  const share = Math.log(at / low.ber) / Math.log(high.ber / low.ber);
  return low.mean + share * (high.mean - low.mean);
}

interface LevelsProps {
  readonly frame: ChartFrame;
  readonly series: readonly DrawnSeries[];
  readonly chance: number;
}

/** Guessing and the fault-free errors; those that print the same share a line. */
function Levels({ frame, series, chance }: LevelsProps) {
  const { left, right, y, compact } = frame;
  const byText = new Map<string, { share: number; labels: string[] }>();
  for (const { baseline, label, look } of series) {
    if (baseline === null || look === 'thin') continue;
    const share = baseline.quantized.wrong / baseline.quantized.total;
    const level = byText.get(percent(share)) ?? { share, labels: [] };
    level.labels.push(label);
    byText.set(percent(share), level);
  }
  const levels = [
    { name: 'chance', share: chance, text: `guessing ${Number((chance * 100).toFixed(1))}\u00a0%` },
    ...Array.from(byText, ([text, { share, labels }]) => ({
      name: 'quantized',
      share,
      text: byText.size === 1 ? `no faults ${text}` : `${labels[0]} ${text}`,
    })),
  ];
  // A phone has room for one label: that of the upper line names all.
  const highest = Math.max(...Array.from(byText.values(), ({ share }) => share));
  const places = spreadLabels(
    levels.map(({ share }) => y(share)),
    15,
  );
  return (
    <g className="references">
      {levels.map(({ name, share, text }, index) => (
        <g key={text} className={`reference reference-${name}`}>
          <line x1={left} x2={right} y1={y(share)} y2={y(share)} />
          {compact ? (
            (name === 'chance' || share === highest) && (
              <text x={left + 44} y={y(share) - 6}>
                {name === 'chance' ? text : `no faults ${[...byText.keys()].join(', ')}`}
              </text>
            )
          ) : (
            <text x={right + 8} y={places[index]} dy="0.32em">
              {text}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
