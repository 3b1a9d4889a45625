import type { Baseline } from '../../core/site/injection';
import { lossOrigin, makeCurve } from '../../experiment/curve/curve';
import type { LossOrigin } from '../../experiment/curve/lossCurve';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { namesApart } from '../../experiment/shelf/namesApart';
import type { CurvePoint, TrialResult } from '../../experiment/sweep/results';
import type { Pin } from '../shelf/pin';
import type { ExplorerState } from '../state';
import { keyOf, measuredOf } from './measured';
import { perState } from './perState';
import { perStore } from './perStore';
import { memoizeLast } from './selectors';

/** Pinned run in the form that charts draw. */
export interface PinnedCurve {
  readonly key: string;
  /** Place from 0 to 3, which decides colour and shape. */
  readonly place: number;
  /** Settings in which it differs from the other pins and from the experiment on screen. */
  readonly name: string;
  readonly spec: ExperimentSpec;
  readonly baseline: Baseline;
  readonly origin: LossOrigin | null;
  readonly results: readonly TrialResult[];
  /** Ascending by rate. */
  readonly curve: readonly CurvePoint[];
  /** True for the experiment on screen, whose curve is drawn already. */
  readonly isOwn: boolean;
}

/** Returns the pinned runs, with results of this visit where they are more than the kept ones. */
export const selectPins = perState((state: ExplorerState): readonly PinnedCurve[] => {
  return pinnedCurves(state)(state);
});

/** Returns the name of the experiment on screen among the pinned runs. */
export function selectNameAmongPins({ pins, spec }: Pick<ExplorerState, 'pins' | 'spec'>): string {
  return namesApart([...pins.map(({ run }) => run.spec), spec]).at(-1)!;
}

const pinnedCurves = perStore(() => {
  const curves = new Map<string, ReturnType<typeof pinnedCurve>>();
  const join = memoizeLast(
    (pins: readonly Pin[], own: ExperimentSpec, ..._results: readonly (readonly TrialResult[])[]) => {
      const names = namesApart([...pins.map(({ run }) => run.spec), own]);
      return pins.map(({ run }, index): PinnedCurve => {
        const isOwn = run.key === keyOf(own);
        return { ...curves.get(run.key)!, place: run.pin, name: names[index]!, isOwn };
      });
    },
  );
  return (state: ExplorerState) => {
    for (const pin of state.pins) {
      const { baseline, results } = latest(state, pin);
      if (curves.get(pin.run.key)?.results !== results)
        curves.set(pin.run.key, pinnedCurve(pin, baseline, results));
    }
    return join(state.pins, state.spec, ...state.pins.map((pin) => latest(state, pin).results));
  };
});

function latest(state: ExplorerState, pin: Pin): Pick<Pin, 'baseline' | 'results'> {
  const { baseline, results } = measuredOf(state, pin.run.spec);
  return baseline !== null && results.length > pin.results.length ? { baseline, results } : pin;
}

function pinnedCurve({ run: { key, spec } }: Pin, baseline: Baseline, results: readonly TrialResult[]) {
  const { points } = makeCurve(spec, baseline, results);
  return { key, spec, baseline, results, curve: points, origin: lossOrigin(spec, baseline) };
}
