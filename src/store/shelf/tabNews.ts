import type { Baseline } from '../../core/site/injection';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { TrialResult } from '../../experiment/sweep/results';

/** Results of one experiment. */
interface Batch {
  readonly spec: ExperimentSpec;
  readonly baseline: Baseline | null;
  readonly results: readonly TrialResult[];
}

/** Message of one tab of the page to the others. */
export type News =
  /** New results of an experiment, which are in the database. */
  | { readonly kind: 'batch'; readonly batch: Batch; readonly fingerprint: string }
  /** Runs that a reader deleted. */
  | { readonly kind: 'removed'; readonly keys: readonly string[] }
  /** Notes, pins or kept files that a reader changed, or a run that is back. */
  | { readonly kind: 'changed' };

/** Messages between the tabs of the page in one browser. */
export interface TabNews {
  /** Tells the other tabs. */
  post(news: News): void;
  /** Calls `listener` with the news of other tabs until the returned function is called. */
  listen(listener: (news: News) => void): () => void;
}

/** Creates the messages of a page that is alone, as in tests. */
export function loneTab(): TabNews {
  return { post: () => {}, listen: () => () => {} };
}

/** Opens the channel of the page's tabs. A browser without channels has lone tabs. */
export function browserTabs(): TabNews {
  if (typeof BroadcastChannel === 'undefined') return loneTab();
  const channel = new BroadcastChannel('ares-explorer');
  return {
    post: (news) => channel.postMessage(news),
    listen(listener) {
      const heard = ({ data }: MessageEvent<News>) => listener(data);
      channel.addEventListener('message', heard);
      return () => channel.removeEventListener('message', heard);
    },
  };
}
