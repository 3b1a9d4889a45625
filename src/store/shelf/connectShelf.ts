import { t } from '../../core/language/t';
import { notify } from '../notices';
import { keyOf } from '../selectors/measured';
import type { StateAccess } from '../state';
import { readPins } from './readPins';
import type { Shelf } from './shelf';

/**
 * Puts the shelf and its pinned runs into the state. Pins follow every change, and results of
 * deleted runs are forgotten, whichever tab they were deleted in.
 */
export function connectShelf(store: StateAccess, shelf: Shelf): void {
  // The result cache says why the browser refuses.
  const refresh = () => void readPins(store, shelf).catch(() => undefined);
  store.setState({ shelf });
  shelf.onChange((news) => {
    if (news.kind === 'removed') forget(store, news.keys);
    if (news.kind !== 'batch') refresh();
  });
  refresh();
}

/** Drops the results of deleted runs. Those on screen stay as long as the page. */
function forget({ getState, setState }: StateAccess, keys: readonly string[]): void {
  const { spec, measured } = getState();
  const own = keyOf(spec);
  const left = Object.entries(measured).filter(([key]) => key === own || !keys.includes(key));
  setState({ measured: Object.fromEntries(left) });
  if (!keys.includes(own) || measured[own] === undefined) return;
  const text = t`The run on screen was deleted from this browser. What is shown lasts as long as the page`;
  notify({ getState, setState }, { id: 'shelf', tone: 'info', text });
}
