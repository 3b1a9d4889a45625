import type { ExplorerStore } from './explorer';
import { selectLink } from './selectors/selectors';
import type { Explorer } from './state';

/** Part of the state that the address holds. */
type Shown = Pick<Explorer, 'spec' | 'view'>;

/** Returns the link of the address: that which waits for its network, else that of the state. */
function addressOf(state: Explorer): string {
  return state.awaited?.link ?? selectLink(state);
}

/** Part of `window` that `syncLink` uses. */
export interface AddressBar {
  readonly location: { readonly hash: string };
  readonly history: Pick<History, 'pushState' | 'replaceState'>;
  addEventListener(type: 'popstate' | 'hashchange', listener: () => void): void;
}

/**
 * Shortest time between replacements of the link, in milliseconds. Browsers refuse more than about
 * 100 history calls in 30 seconds.
 */
const REPLACE_EVERY_MS = 250;
/** Time until a refused call is repeated, in milliseconds. */
const RETRY_MS = 5_000;

/**
 * True for a change that Back undoes: another tab, experiment or step of a lesson. The experiment
 * of a lesson follows its step.
 */
function isStep({ spec, view }: Shown, before: Shown): boolean {
  const { tab, lesson, step } = view;
  if (tab !== before.view.tab || lesson !== before.view.lesson || step !== before.view.step) return true;
  return tab !== 'learn' && spec !== before.spec;
}

/**
 * Synchronises the address and the state. Other settings or another tab add a history entry, so
 * that Back undoes them. Other changes replace the current entry. An opened link, and Back, change
 * the state.
 */
export function syncLink(store: ExplorerStore, bar: AddressBar): void {
  let written = '';
  /** True while a link is opened. It already has a history entry, whose text may be replaced. */
  let opening = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** True while a refused call waits to be repeated. */
  let isRefused = false;

  /** Returns false if the browser refuses, as some do with an error after many calls. */
  const put = (push: boolean, link: string): boolean => {
    try {
      if (push) bar.history.pushState(null, '', link);
      else bar.history.replaceState(null, '', link);
      return true;
    } catch {
      return false;
    }
  };

  const write = (push: boolean) => {
    clearTimeout(timer);
    timer = undefined;
    const link = addressOf(store.getState());
    if (link === written) return;
    isRefused = !put(push, link);
    if (isRefused) timer = setTimeout(() => write(push), RETRY_MS);
    else written = link;
  };

  write(false);
  store.subscribe((state, before) => {
    if (state.spec === before.spec && state.view === before.view) return;
    if (isStep(state, before)) {
      // A pending cursor change belongs to the entry that Back returns to.
      if (timer !== undefined && !isRefused && !opening) put(false, addressOf(before));
      write(!opening);
    } else timer ??= setTimeout(() => write(false), REPLACE_EVERY_MS);
  });

  const open = () => {
    const { hash } = bar.location;
    // Hashes such as `#figure` are positions on the page, not experiments.
    if (hash === written || (hash !== '' && !hash.startsWith('#/'))) return;
    written = hash;
    opening = true;
    store.openLink(hash);
    opening = false;
  };
  bar.addEventListener('popstate', open);
  bar.addEventListener('hashchange', open);
}
