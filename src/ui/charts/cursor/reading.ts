import { type Baseline, errorOf } from '../../../core/site/injection';
import { lossOrigin } from '../../../experiment/curve/curve';
import { MIN_TRIALS } from '../../../experiment/curve/evidence';
import { errorCurve, type LossOrigin } from '../../../experiment/curve/lossCurve';
import type { ShownRun } from '../../../experiment/documents/storedRun';
import type { ExperimentSpec } from '../../../experiment/settings/experimentSpec';
import type { BerGrid } from '../../../experiment/sweep/berGrid';
import type { CurvePoint } from '../../../experiment/sweep/results';
import { perState } from '../../../store/selectors/perState';
import { perStore } from '../../../store/selectors/perStore';
import {
  memoizeLast,
  selectBaseline,
  selectCurve,
  selectDrawnRun,
  selectStoredCurve,
} from '../../../store/selectors/selectors';
import type { ExplorerState } from '../../../store/state';
import { areNeighbours } from '../marks/runsOf';

/** Value of the figure at the BER cursor. */
export interface Reading {
  readonly source: 'live' | 'stored';
  /** Mean error, in [0, 1]. */
  readonly mean: number;
  /** Median of the trials, in [0, 1]; null between tested rates. */
  readonly median: number | null;
  /** Standard deviation of the trials, in [0, 1]; null between tested rates. */
  readonly std: number | null;
  /**
   * 95 % interval of the mean over trials; null between tested rates, and if too few trials differ.
   */
  readonly meanInterval: CurvePoint['meanInterval'];
  readonly trials: number;
  /**
   * Mean share of samples without an answer (a value overflowed float32); 0 between tested rates.
   */
  readonly due: number;
  /** True if the value is interpolated between two tested rates. */
  readonly between: boolean;
}

/**
 * Returns the value at the cursor: a live point with enough trials, else a stored point, else an
 * interpolated value.
 */
export const selectReading = perState((state: ExplorerState): Reading | null => {
  const { spec, view } = state;
  return readAt(state)(
    view.cursorBer,
    spec,
    selectBaseline(state),
    selectCurve(state),
    selectDrawnRun(state),
    selectStoredCurve(state),
  );
});

const readAt = perStore(() =>
  memoizeLast(
    (
      ber: number,
      spec: ExperimentSpec,
      baseline: Baseline | null,
      live: readonly CurvePoint[],
      stored: ShownRun | null,
      storedCurve: readonly CurvePoint[],
    ): Reading | null => {
      if (ber === 0) return baseline === null ? null : faultFree(baseline);
      const livePoint = live.find((point) => point.ber === ber);
      const storedPoint = storedCurve.find((point) => point.ber === ber);
      if (livePoint !== undefined && (storedPoint === undefined || livePoint.trials >= MIN_TRIALS)) {
        return { source: 'live', ...pick(livePoint), between: false };
      }
      if (storedPoint !== undefined) return { source: 'stored', ...pick(storedPoint), between: false };
      return (
        readBetween(ber, live, spec.bers, lossOrigin(spec, baseline), 'live') ??
        (stored &&
          readBetween(ber, storedCurve, stored.spec.bers, lossOrigin(stored.spec, stored.baseline), 'stored'))
      );
    },
  ),
);

/**
 * Returns the value of a curve at a rate: the fault-free error at 0, a point, or an interpolated
 * value.
 */
export function readCurve(
  ber: number,
  curve: readonly CurvePoint[],
  grid: BerGrid,
  origin: LossOrigin | null,
  baseline: Baseline | null,
  source: Reading['source'],
): Reading | null {
  if (ber === 0) return baseline === null ? null : faultFree(baseline);
  const point = curve.find((tested) => tested.ber === ber);
  return point === undefined
    ? readBetween(ber, curve, grid, origin, source)
    : { source, ...pick(point), between: false };
}

function pick({ mean, median, std, meanInterval, trials, due = 0 }: CurvePoint) {
  return { mean, median, std, meanInterval, trials, due };
}

function faultFree({ quantized }: Baseline): Reading {
  const { total, due = 0 } = quantized;
  const error = errorOf(quantized);
  const of = { mean: error, median: error, std: 0, meanInterval: null, trials: 1, due: due / total };
  return { source: 'live', ...of, between: false };
}

/**
 * Returns the mean interpolated between the neighbours of a rate without trials; null where no line
 * is drawn.
 */
function readBetween(
  ber: number,
  curve: readonly CurvePoint[],
  grid: BerGrid,
  origin: LossOrigin | null,
  source: Reading['source'],
): Reading | null {
  const above = curve.findIndex((point) => point.ber > ber);
  const low = curve[above - 1];
  const high = curve[above];
  if (origin === null || low === undefined || high === undefined || low.ber === 0) return null;
  if (!areNeighbours(low.ber, high.ber, grid)) return null;
  return {
    source,
    mean: errorCurve(curve, origin)(ber)!,
    median: null,
    std: null,
    meanInterval: null,
    trials: Math.min(low.trials, high.trials),
    due: 0,
    between: true,
  };
}
