import type { BerGrid } from '../../../experiment/sweep/berGrid';
import type { CurvePoint } from '../../../experiment/sweep/results';
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

/** What the main figure draws, and what its legend therefore names. */
interface DrawnCurves {
  readonly live: readonly CurvePoint[];
  readonly stored: readonly CurvePoint[];
  /** Empty too where no two of its rates are neighbours: a line is all that is drawn of it. */
  readonly ghost: readonly CurvePoint[];
}

/** The curves without the rates beyond the axis, which only the grid of the reader's own experiment spans. */
export function selectDrawnCurves(state: ExplorerState): DrawnCurves {
  const { spec, ghost } = state;
  return drawnCurves(state)(
    spec.bers,
    selectCurve(state),
    selectStoredCurve(state),
    selectGhostCurve(state),
    ghost?.grid ?? spec.bers,
  );
}

const drawnCurves = perStore(() =>
  memoizeLast(
    (
      grid: BerGrid,
      live: readonly CurvePoint[],
      stored: readonly CurvePoint[],
      ghost: readonly CurvePoint[],
      ghostGrid: BerGrid,
    ): DrawnCurves => {
      const domain = berDomain(grid);
      const onAxis = (curve: readonly CurvePoint[]) => curve.filter(({ ber }) => isOnAxis(ber, domain));
      const before = onAxis(ghost);
      const positive = before.filter(({ ber }) => ber > 0);
      const hasLine = runsOf(positive, ghostGrid).some((run) => run.length > 1);
      return { live: onAxis(live), stored: onAxis(stored), ghost: hasLine ? before : [] };
    },
  ),
);
