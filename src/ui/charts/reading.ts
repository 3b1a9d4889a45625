import type { BerGrid } from '../../experiment/berGrid';
import { MIN_TRIALS } from '../../experiment/evidence';
import type { Baseline, CurvePoint } from '../../experiment/results';
import { memoizeLast, selectBaseline, selectCurve, selectStoredCurve } from '../../store/selectors';
import type { ExplorerState } from '../../store/state';
import { areNeighbours } from './runsOf';

/** What the figure says at the BER cursor. */
export interface Reading {
  readonly source: 'live' | 'stored';
  readonly mean: number;
  readonly median: number;
  readonly std: number;
  /** 95 % interval of the mean over fault patterns; null between tested rates, and where too few trials differ. */
  readonly meanInterval: CurvePoint['meanInterval'];
  readonly trials: number;
  /** Mean share of samples without an answer, because a value left float32's range; 0 between tested rates. */
  readonly due: number;
  /** Read off the line between two tested rates: a guide for the eye, not a measurement. */
  readonly between: boolean;
}

/** The value at the cursor: a live point with enough trials, else a stored one, else the line between neighbours. */
export function selectReading(state: ExplorerState): Reading | null {
  const { spec, view, stored } = state;
  return readAt(
    view.cursorBer,
    selectCurve(state),
    selectStoredCurve(state),
    selectBaseline(state),
    spec.bers,
    stored?.spec.bers ?? spec.bers,
  );
}

const readAt = memoizeLast(
  (
    ber: number,
    live: readonly CurvePoint[],
    stored: readonly CurvePoint[],
    baseline: Baseline | null,
    liveGrid: BerGrid,
    storedGrid: BerGrid,
  ): Reading | null => {
    if (ber === 0) return baseline === null ? null : faultFree(baseline);
    const livePoint = live.find((point) => point.ber === ber);
    const storedPoint = stored.find((point) => point.ber === ber);
    if (livePoint !== undefined && (storedPoint === undefined || livePoint.trials >= MIN_TRIALS)) {
      return { source: 'live', ...pick(livePoint), between: false };
    }
    if (storedPoint !== undefined) return { source: 'stored', ...pick(storedPoint), between: false };
    return interpolate(ber, live, liveGrid, 'live') ?? interpolate(ber, stored, storedGrid, 'stored');
  },
);

/** The value of one curve at a rate: the fault-free error at 0, a point, or the line between its neighbours. */
export function readCurve(
  ber: number,
  curve: readonly CurvePoint[],
  grid: BerGrid,
  baseline: Baseline | null,
  source: Reading['source'],
): Reading | null {
  if (ber === 0) return baseline === null ? null : faultFree(baseline);
  const point = curve.find((tested) => tested.ber === ber);
  return point === undefined
    ? interpolate(ber, curve, grid, source)
    : { source, ...pick(point), between: false };
}

function pick({ mean, median, std, meanInterval, trials, due = 0 }: CurvePoint) {
  return { mean, median, std, meanInterval, trials, due };
}

function faultFree({ quantized }: Baseline): Reading {
  const { wrong, total, due = 0 } = quantized;
  const error = wrong / total;
  const of = { mean: error, median: error, std: 0, meanInterval: null, trials: 1, due: due / total };
  return { source: 'live', ...of, between: false };
}

/** The line between the neighbours of a rate that no trial ran at; null where no line is drawn. */
function interpolate(
  ber: number,
  curve: readonly CurvePoint[],
  grid: BerGrid,
  source: Reading['source'],
): Reading | null {
  const above = curve.findIndex((point) => point.ber > ber);
  const low = curve[above - 1];
  const high = curve[above];
  if (low === undefined || high === undefined || low.ber === 0) return null;
  if (!areNeighbours(low.ber, high.ber, grid)) return null;
  const share = Math.log(ber / low.ber) / Math.log(high.ber / low.ber);
  const mix = (key: 'mean' | 'median' | 'std') => low[key] + (high[key] - low[key]) * share;
  return {
    source,
    mean: mix('mean'),
    median: mix('median'),
    std: mix('std'),
    meanInterval: null,
    trials: Math.min(low.trials, high.trials),
    due: 0,
    between: true,
  };
}
