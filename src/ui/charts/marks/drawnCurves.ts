import type { BerGrid } from '../../../experiment/sweep/berGrid';
import type { CurvePoint } from '../../../experiment/sweep/results';
import { perState } from '../../../store/selectors/perState';
import { perStore } from '../../../store/selectors/perStore';
import {
  memoizeLast,
  selectCurve,
  selectGhostCurve,
  selectStoredCurve,
} from '../../../store/selectors/selectors';
import type { ExplorerState } from '../../../store/state';
import { berDomain, isOnAxis } from '../frame/berScale';
import { runsOf } from './runsOf';

/** Curves in the main figure, and therefore in its legend. */
interface DrawnCurves {
  readonly live: readonly CurvePoint[];
  readonly stored: readonly CurvePoint[];
  /**
   * Curve of the previous settings. Empty also if no two of its rates are neighbours, because it is
   * drawn as a line only.
   */
  readonly ghost: readonly CurvePoint[];
}

/**
 * Returns the curves without the rates outside the axis, which spans the grid of the reader's own
 * experiment.
 */
export const selectDrawnCurves = perState((state: ExplorerState): DrawnCurves => {
  const { spec, ghost } = state;
  return drawnCurves(state)(
    spec.bers,
    selectCurve(state),
    selectStoredCurve(state),
    selectGhostCurve(state),
    ghost?.spec.bers ?? spec.bers,
    ghost === null || state.view.rateAxis === 'flips',
  );
});

const drawnCurves = perStore(() =>
  memoizeLast(
    (
      grid: BerGrid,
      live: readonly CurvePoint[],
      stored: readonly CurvePoint[],
      ghost: readonly CurvePoint[],
      ghostGrid: BerGrid,
      isGhostWhole: boolean,
    ): DrawnCurves => {
      const domain = berDomain(grid);
      const onAxis = (curve: readonly CurvePoint[]) => curve.filter(({ ber }) => isOnAxis(ber, domain));
      // An axis by flips is made wide enough for it.
      const before = isGhostWhole ? ghost : onAxis(ghost);
      const positive = before.filter(({ ber }) => ber > 0);
      const hasLine = runsOf(positive, ghostGrid).some((run) => run.length > 1);
      return { live: onAxis(live), stored: onAxis(stored), ghost: hasLine ? before : [] };
    },
  ),
);
