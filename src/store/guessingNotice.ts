import type { StoreApi } from 'zustand/vanilla';
import { guessingSentence } from '../experiment/curve/guessing';
import { notify } from './notices';
import { selectOwn } from './selectors/measured';
import type { Explorer } from './state';

/**
 * Says, as soon as the fault-free error is known, that a network guesses on its data: its curve
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
