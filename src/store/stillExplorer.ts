import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ShownRun } from '../experiment/documents/storedRun';
import { formatLink } from '../experiment/link/link';
import type { View } from '../experiment/link/view';
import { initialState } from './initialState';
import type { TickDesk } from './selectors/tickDesk';
import type { Explorer } from './state';

/** Recorded runs bring their ticks along. */
const NO_DESK: TickDesk = { answer: () => undefined, withdraw() {} };

/**
 * Creates a store that shows a recorded run and has no engine. The view can change. Actions that
 * would compute something are missing, so only figures of one experiment may use it.
 */
export function createStillExplorer(run: ShownRun, view: View): StoreApi<Explorer> {
  return createStore<Explorer>((set, get) => {
    const actions: Pick<Explorer, 'setView' | 'commitCursor'> = {
      setView: (change) => set({ view: { ...get().view, ...change } }),
      commitCursor() {},
    };
    const state = initialState(formatLink(run.spec, view), [run], NO_DESK);
    return { ...state, engine: { kind: 'idle' }, ...actions } as Explorer;
  });
}
