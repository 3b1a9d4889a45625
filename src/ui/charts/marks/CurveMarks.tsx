import { memo } from 'react';
import { MIN_TRIALS } from '../../../experiment/curve/evidence';
import { errorCurve, type LossOrigin } from '../../../experiment/curve/lossCurve';
import type { BerGrid } from '../../../experiment/sweep/berGrid';
import type { CurvePoint } from '../../../experiment/sweep/results';
import type { ChartFrame } from '../frame/chartFrame';
import { round } from '../frame/round';
import { bandOf, isMedianFar } from './bandOf';
import { type BandPoint, fillRun, joinPieces } from './fillRun';
import { type MarkShape, markPath } from './markPath';
import { runsOf } from './runsOf';

/** Length of the mark of a single median, in pixels: two dashes. */
const MEDIAN_DASH = 11;

interface CurveMarksProps {
  readonly curve: readonly CurvePoint[];
  /** Planned rates. No line crosses a planned rate that is not measured yet. */
  readonly grid: BerGrid;
  /** Origin of the losses. Null: points are drawn without a line. */
  readonly origin: LossOrigin | null;
  readonly frame: ChartFrame;
  /** Kind of the band. Null if several series share the plot: neither band nor median is drawn. */
  readonly band: 'sigma' | 'quantiles' | null;
  /** Shape of the points; circles by default. Null: no points. */
  readonly shape?: MarkShape | null;
  /** Number of trials of a complete point. */
  readonly planned: number;
  /** Error of guessing, in [0, 1]: the upper limit of the band around a mean. */
  readonly chance: number;
  /**
   * `live`: full strength. `stored`: the same colour. `under`: stored and covered by live marks,
   * without points. `ghost`: a grey line only.
   */
  readonly tone: 'live' | 'stored' | 'under' | 'ghost';
}

/**
 * Draws one series: band, mean, median, whiskers and points. The colour identifies the run, the
 * kind of mark the statistic.
 */
export const CurveMarks = memo(function CurveMarks(props: CurveMarksProps) {
  const { curve, grid, origin, frame, tone, planned, band, shape = 'circle' } = props;
  const { x, y } = frame;
  const px = ({ ber }: { readonly ber: number }) => round(x(ber));
  const onAxis = curve.filter((point) => point.ber > 0);
  // The shape of the curve between its points depends on the fault-free error.
  const errorAt = origin === null ? null : errorCurve(onAxis, origin);
  const linesOf = <T extends BandPoint>(points: readonly T[]) =>
    errorAt === null
      ? []
      : runsOf(points, grid)
          .filter((run) => run.length > 1)
          .map((run) => ({ run, pieces: fillRun(run, errorAt, x) }));
  const meanPath = linesOf(onAxis.map(({ ber, mean }) => ({ ber, mean, low: mean, high: mean })))
    .map(({ run, pieces }) =>
      polyline(joinPieces(run, pieces).map((point) => [px(point), round(y(point.mean))])),
    )
    .join('');
  if (tone === 'ghost') return <path className="mean tone-ghost" d={meanPath} fill="none" />;
  const bands =
    band === null
      ? []
      : onAxis
          .filter((point) => point.trials >= MIN_TRIALS)
          .map((point) => ({ ber: point.ber, mean: point.mean, ...bandOf(point, band, props.chance) }));
  const lines = linesOf(bands);
  type Band = (typeof bands)[number];
  const edge = (points: readonly BandPoint[], end: 'low' | 'high') =>
    points.map((item): Place => [px(item), round(y(item[end]))]);
  const isCut = (item: Band, end: 'low' | 'high') => (end === 'low' ? item.clippedLow : item.clippedHigh);
  /**
   * Returns the path of both edges: pieces with a clipped end if `cut` is true, else the others.
   */
  const edges = (cut: boolean) =>
    (['low', 'high'] as const)
      .flatMap((end) =>
        lines.flatMap(({ run, pieces }) =>
          pieces.map((piece, index) =>
            (isCut(run[index]!, end) || isCut(run[index + 1]!, end)) === cut
              ? polyline(edge(piece, end))
              : '',
          ),
        ),
      )
      .join('');
  return (
    <g className={`curve tone-${tone}`}>
      {lines.length > 0 && (
        <g className="band">
          <path
            className="band-fill"
            d={lines
              .map(({ run, pieces }) => joinPieces(run, pieces))
              .map((points) => `${polyline([...edge(points, 'high'), ...edge(points, 'low').reverse()])}Z`)
              .join('')}
          />
          <path className="band-edge" d={edges(false)} fill="none" />
          <path className="band-edge band-cut" d={edges(true)} fill="none" />
        </g>
      )}
      <path className="mean" d={meanPath} fill="none" />
      {band !== null && <Median curve={onAxis} grid={grid} frame={frame} />}
      {tone !== 'under' &&
        shape !== null &&
        curve.map((point) => (
          <g key={point.ber} className={point.trials >= planned ? 'point point-complete' : 'point'}>
            {tone === 'live' && point.trials > 1 && <Whisker point={point} frame={frame} />}
            {shape === 'circle' ? (
              <circle cx={px(point)} cy={round(y(point.mean))} r={tone === 'live' ? 3.5 : 2.5} />
            ) : (
              <path className="mark" d={markPath(shape, px(point), round(y(point.mean)), 3.5)} />
            )}
          </g>
        ))}
    </g>
  );
});

/**
 * Draws the median where it is far from the mean: a line through neighbouring rates, a dash at a
 * single rate.
 */
function Median({ curve, grid, frame }: Pick<CurveMarksProps, 'curve' | 'grid' | 'frame'>) {
  const place = ({ ber, median }: CurvePoint): Place => [round(frame.x(ber)), round(frame.y(median))];
  const far = runsOf(curve.filter(isMedianFar), grid).map((run) => run.map(place));
  if (far.length === 0) return null;
  const drawRun = (run: readonly Place[]) => {
    const [x, y] = run[0]!;
    return run.length > 1 ? polyline(run) : `M${round(x - MEDIAN_DASH / 2)},${y}h${MEDIAN_DASH}`;
  };
  return <path className="median" d={far.map(drawRun).join('')} fill="none" />;
}

/** Draws mean ± one standard error; nothing if that is less than 2 pixels high. */
function Whisker({ point, frame }: { readonly point: CurvePoint; readonly frame: ChartFrame }) {
  const standardError = point.std / Math.sqrt(point.trials);
  const x = round(frame.x(point.ber));
  const low = round(frame.y(point.mean - standardError));
  const high = round(frame.y(point.mean + standardError));
  if (low - high < 2) return null;
  return <path className="whisker" d={`M${x} ${low}V${high}`} fill="none" />;
}

type Place = readonly [x: number, y: number];

/** Returns a path through positions in pixels. */
function polyline(places: readonly Place[]): string {
  return `M${places.join('L')}`;
}
