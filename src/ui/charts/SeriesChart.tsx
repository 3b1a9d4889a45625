import { minIndex } from 'd3';
import { type PointerEvent, type ReactNode, useMemo } from 'react';
import { t } from '../../core/language/t';
import type { Measure } from '../../core/samples/measure';
import { errorOf } from '../../core/site/injection';
import { errorCurve } from '../../experiment/curve/lossCurve';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { chanceText, errorText } from '../../experiment/text/errorWords';
import { useSize } from '../hooks/useSize';
import { BerCursor, type CursorMark } from './cursor/BerCursor';
import { usePinnedMarks } from './cursor/PinnedCursor';
import type { BerDomain } from './frame/berScale';
import { type ChartFrame, chartFrame } from './frame/chartFrame';
import type { ErrorAxis } from './frame/errorScale';
import { PlotAxes } from './frame/PlotAxes';
import { placedFrame } from './frame/rateAxis';
import { placesWithCount, SampleCount, sampleCount } from './frame/SampleCount';
import { CountLimitMarks } from './marks/CountLimitMarks';
import { CurveMarks } from './marks/CurveMarks';
import { type DrawnSeries, LOOK_SHAPES, readDrawn } from './marks/drawnSeries';
import { markPath } from './marks/markPath';
import { PinnedCurves } from './marks/PinnedCurves';
import { SeriesCurve } from './marks/SeriesCurve';
import { SeriesTicks } from './marks/SeriesTicks';
import { pointIn } from './pointIn';

interface SeriesChartProps {
  readonly series: readonly DrawnSeries[];
  /** Curves of the previous settings, drawn in grey. */
  readonly stale: readonly DrawnSeries[];
  readonly domain: BerDomain;
  /** Experiment whose flipped bits the axis shows; null for rates. */
  readonly flipsOf?: ExperimentSpec | null;
  readonly errorScale: ErrorAxis;
  readonly band: 'sigma' | 'quantiles';
  readonly numSamples: number;
  /** Error of guessing: a share, or bits. */
  readonly chance: number;
  readonly measure: Measure;
  readonly ber: number;
  /** Id of the highlighted series, which has its band; the others are faint. Null: none. */
  readonly hot: string | null;
  readonly onHot: (id: string | null) => void;
  /** Id of the series that stays highlighted and is read alone, also of a pinned run. */
  readonly held: string | null;
  readonly onHold: (id: string | null) => void;
  /** Description of the chart for screen readers. */
  readonly label: string;
  /** Drawn under the series. */
  readonly overlay?: (frame: ChartFrame) => ReactNode;
  readonly withoutPins?: boolean;
  /** Takes pointer and keys in place of the cursor. */
  readonly layer?: ((frame: ChartFrame) => ReactNode) | undefined;
}

/** Size until the chart is measured, in pixels. */
const UNMEASURED = { width: 900, height: 380 };
/** Distance from which the pointer highlights a series, in pixels. */
const REACH = 14;

/**
 * Draws several curves on one pair of axes (Ares, Figs. 2, 3 and 6). Colour and shape identify a
 * series. A dashed line marks its rate without loss.
 */
export function SeriesChart(props: SeriesChartProps) {
  const { series, domain, errorScale, band, numSamples, chance, ber, hot, onHot, label } = props;
  const [box, size] = useSize<HTMLDivElement>(UNMEASURED);
  const frame = useMemo(
    () => chartFrame({ ...size, domain, errorScale, numSamples }),
    [size, domain, errorScale, numSamples],
  );
  const marks = series.flatMap((one): CursorMark[] => {
    const reading = readDrawn(one, ber);
    return reading === null
      ? []
      : [{ id: one.id, label: one.label, mean: reading.mean, between: reading.between }];
  });
  const allPinned = usePinnedMarks();
  const pinned = props.withoutPins ? [] : allPinned;
  const levels = levelsOf(series, chance, props.measure);
  const point = (event: PointerEvent<HTMLElement>) => {
    const pointed = pointIn(event);
    const at = frame.x.invert(pointed.x);
    const distances = series.map((one) => {
      const mean = one.origin && errorCurve(one.curve, one.origin)(at / one.factor);
      return mean === null ? Number.POSITIVE_INFINITY : Math.abs(frame.y(mean) - pointed.y);
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
          <PlotAxes frame={frame} flipsOf={props.flipsOf ?? null} measure={props.measure} />
        </g>
        <CountLimitMarks frame={frame} series={series} />
        <LevelLines frame={frame} levels={levels} />
        {props.overlay?.(frame)}
        {props.stale.map((one) => (
          <CurveMarks
            key={one.id}
            curve={one.curve}
            grid={one.grid}
            origin={one.origin}
            frame={placedFrame(frame, one.factor)}
            planned={one.planned}
            chance={chance}
            band={null}
            tone="ghost"
          />
        ))}
        {series.map((one) => (
          <SeriesCurve
            key={one.id}
            series={one}
            band={one.id === hot ? band : null}
            {...{ frame, chance, hot }}
          />
        ))}
        {!props.withoutPins && <PinnedCurves frame={frame} />}
        <SeriesTicks frame={frame} series={series} hot={hot} />
        <LevelLabels frame={frame} levels={levels} numSamples={numSamples} />
      </svg>
      {props.layer === undefined ? (
        <BerCursor frame={frame} marks={[...marks, ...pinned]} alone={props.held} onAlone={props.onHold} />
      ) : (
        props.layer(frame)
      )}
    </div>
  );
}

/** A reference level of the error axis: guessing, or a fault-free error. */
interface Level {
  readonly name: 'chance' | 'quantized';
  readonly share: number;
  /** Level as printed. */
  readonly text: string;
  /** Series that has this fault-free error; null if it is that of all series. */
  readonly owner: DrawnSeries | null;
}

/** Returns guessing and the fault-free errors. Errors with the same printed text share a level. */
function levelsOf(series: readonly DrawnSeries[], chance: number, measure: Measure): readonly Level[] {
  const byText = new Map<string, { share: number; owner: DrawnSeries }>();
  for (const owner of series) {
    const { baseline, look } = owner;
    if (baseline === null || look === 'thin') continue;
    const share = errorOf(baseline.quantized);
    const text = errorText(share, measure);
    if (!byText.has(text)) byText.set(text, { share, owner });
  }
  return [
    { name: 'chance', share: chance, text: chanceText(chance, measure), owner: null },
    ...Array.from(byText, ([text, { share, owner }]): Level => {
      return { name: 'quantized', share, text, owner: byText.size === 1 ? null : owner };
    }),
  ];
}

interface LevelsProps {
  readonly frame: ChartFrame;
  readonly levels: readonly Level[];
}

interface LevelLabelsProps extends LevelsProps {
  /** Number of images that the errors are measured on. */
  readonly numSamples: number;
}

function LevelLines({ frame: { left, right, y }, levels }: LevelsProps) {
  return levels.map(({ name, share, text }) => (
    <g key={`${name} ${text}`} className={`reference reference-${name}`}>
      <line x1={left} x2={right} y1={y(share)} y2={y(share)} />
    </g>
  ));
}

/**
 * Labels the levels: beside the plot with the mark of each series, or on a phone above the lines.
 */
function LevelLabels({ frame: { left, right, bottom, y, compact }, levels, numSamples }: LevelLabelsProps) {
  const [chance, ...clean] = levels;
  if (compact) {
    const highest = Math.max(...clean.map(({ share }) => share));
    return (
      <>
        <g className="reference reference-chance">
          <text x={left + 26} y={y(chance!.share) - 6}>{t`guessing ${chance!.text}`}</text>
        </g>
        {clean.length > 0 && (
          <g className="reference reference-quantized">
            <text x={left + 26} y={y(highest) - 8}>
              {`${t`fault-free ${clean.map(({ text }) => text).join(', ')}`}, ${sampleCount(numSamples)}`}
            </text>
          </g>
        )}
      </>
    );
  }
  const places = placesWithCount(
    levels.map(({ share }) => y(share)),
    bottom,
  );
  const labels = levels.map(({ name, text, owner }, index) => {
    const at = places[index]!;
    return (
      <g key={`${name} ${text}`} className={`reference reference-${name}`}>
        {owner !== null && (
          <g className={`series series-${owner.look}`}>
            <title>{owner.label}</title>
            <path
              className="series-mark"
              d={markPath(LOOK_SHAPES[owner.look] ?? 'circle', right + 12, at, 4)}
            />
          </g>
        )}
        <text x={right + (owner === null ? 8 : 21)} y={at} dy="0.32em">
          {name === 'chance' ? t`guessing ${text}` : t`fault-free ${text}`}
        </text>
      </g>
    );
  });
  return (
    <>
      {labels}
      {clean.length > 0 && <SampleCount x={right + 8} y={places.at(-1)} numSamples={numSamples} />}
    </>
  );
}
