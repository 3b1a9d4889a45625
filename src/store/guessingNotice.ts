import type { StoreApi } from 'zustand/vanilla';
import { guessingSentence } from '../experiment/curve/guessing';
import { notify } from './notices';
import { selectOwn } from './selectors/measured';
import type { Explorer } from './state';

/**
 * Shows a notice if the fault-free error is as high as that of guessing. Without it, the curve
 * would look like a result.
 */
export function warnOfGuessing(store: StoreApi<Explorer>): void {
  store.subscribe((state, before) => {
    const { spec, notices, dismiss } = state;
    const { baseline } = selectOwn(state);
    if (baseline === selectOwn(before).baseline && spec === before.spec) return;
    const text = baseline === null ? null : guessingSentence(spec, baseline);
    if (text !== null) notify(store, { id: 'guessing', tone: 'error', text });
    else if (notices.some(({ id }) => id === 'guessing')) dismiss('guessing');
  });
}
