import type { StoreApi } from 'zustand/vanilla';
import type { ExperimentSpec } from '../experiment/settings/experimentSpec';
import { settingsOf } from './linkedProof';
import type { Explorer } from './state';

/** Most changes that are remembered. */
const MOST_STEPS = 100;

/** Takes changes of the settings back, one at a time. Does nothing at the ends. */
interface Undo {
  undo(): void;
  redo(): void;
}

/** Remembers the settings of a store from now on. Lessons set their own, which are no steps. */
export function createUndo(store: StoreApi<Explorer>): Undo {
  const past: ExperimentSpec[] = [];
  const future: ExperimentSpec[] = [];
  let isMoving = false;
  store.subscribe(({ spec, view }, { spec: before }) => {
    if (spec === before || isMoving || view.tab === 'learn' || settingsOf(spec) === settingsOf(before))
      return;
    past.push(before);
    past.splice(0, past.length - MOST_STEPS);
    future.length = 0;
  });

  const move = (from: ExperimentSpec[], to: ExperimentSpec[]) => {
    if (store.getState().view.tab === 'learn') return;
    const wanted = from.pop();
    if (wanted === undefined) return;
    const { spec: before, setSettings } = store.getState();
    isMoving = true;
    setSettings(wanted);
    isMoving = false;
    // Settings that are refused or held can be taken back later.
    if (store.getState().spec === before) from.push(wanted);
    else to.push(before);
  };
  return { undo: () => move(past, future), redo: () => move(future, past) };
}
