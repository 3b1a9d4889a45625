import { experimentKey } from '../experiment/settings/experimentKey';
import type { ExplorerStore } from './explorer';
import { selectLink } from './selectors/selectors';

/** What link sync needs of the browser: `window` is one. */
export interface AddressBar {
  readonly location: { readonly hash: string };
  readonly history: Pick<History, 'pushState' | 'replaceState'>;
  addEventListener(type: 'popstate' | 'hashchange', listener: () => void): void;
}

/** Browsers refuse more than about 100 history calls in 30 seconds. */
const REPLACE_EVERY_MS = 250;

/**
 * Keeps the address equal to the state: a new experiment or tab adds a history entry, so that Back undoes it; a moved cursor only
 * replaces the current one. Links that are opened, and Back, change the state.
 */
export function syncLink(store: ExplorerStore, bar: AddressBar): void {
  let written = '';
  /** A link that is being opened has its history entry already; only its spelling may change. */
  let opening = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = (push: boolean) => {
    clearTimeout(timer);
    timer = undefined;
    const link = selectLink(store.getState());
    if (link === written) return;
    written = link;
    if (push) bar.history.pushState(null, '', link);
    else bar.history.replaceState(null, '', link);
  };

  write(false);
  store.subscribe((state, before) => {
    if (state.spec === before.spec && state.view === before.view) return;
    if (experimentKey(state.spec) !== experimentKey(before.spec) || state.view.tab !== before.view.tab) {
      // A cursor moved just before belongs to the entry that Back returns to.
      if (timer !== undefined && !opening) bar.history.replaceState(null, '', selectLink(before));
      write(!opening);
    } else timer ??= setTimeout(() => write(false), REPLACE_EVERY_MS);
  });

  const open = () => {
    const { hash } = bar.location;
    // `#figure` and its like are places on the page, not experiments.
    if (hash === written || (hash !== '' && !hash.startsWith('#/'))) return;
    written = hash;
    opening = true;
    store.openLink(hash);
    opening = false;
  };
  bar.addEventListener('popstate', open);
  bar.addEventListener('hashchange', open);
}
