import type { StoreApi } from 'zustand/vanilla';
import { t } from '../core/language/t';
import { evidenceOf } from '../experiment/curve/evidence';
import type { ShownRun } from '../experiment/documents/storedRun';
import { readPackedRun } from '../experiment/fingerprint/packedRun';
import type { ExperimentSpec } from '../experiment/settings/experimentSpec';
import { completeTrials, type Measurement } from '../experiment/sweep/results';
import type { Tolerance } from '../experiment/ticks/tolerance';
import { refuse } from './notices';
import { keyOf } from './selectors/measured';
import type { Explorer } from './state';

/**
 * Shows the results inside a frozen link in place of a recorded run: the curve at once, its ticks
 * when they are computed. Refuses a damaged text with a notice.
 */
export function openFrozen(store: StoreApi<Explorer>, frozen: string, spec: ExperimentSpec): void {
  let measurement: Measurement;
  try {
    measurement = readPackedRun(frozen, spec);
  } catch (error) {
    refuse(store, 'frozen', error);
    return;
  }
  const show = (tolerance: Tolerance | null) => {
    const environment = t`frozen in the link, not measured by this browser`;
    const run: ShownRun = { ...measurement, tolerance, environment, isFrozen: true };
    // The same link may be opened again, as by Back.
    const others = store
      .getState()
      .storedRuns.filter(({ isFrozen, spec: of }) => !isFrozen || keyOf(of) !== keyOf(spec));
    store.setState({ storedRuns: [...others, run] });
  };
  show(null);
  if (evidenceOf(completeTrials(measurement)) === 'early') return;
  const question = { measurement, against: null, unit: 'points' } as const;
  const take = () => {
    const tolerance = store.getState().tickDesk.answer(question);
    if (tolerance === undefined) return;
    unsubscribe();
    show(tolerance);
  };
  const unsubscribe = store.subscribe((state, before) => {
    if (state.tickDesk !== before.tickDesk) take();
  });
  take();
}
