import type { ExplorerCaches } from '../engine/engineServices';
import { browserLocks } from '../shelf/runLocks';
import { browserShelf } from '../shelf/shelf';
import { browserTabs } from '../shelf/tabNews';
import type { OpenDatabase } from './databaseSchema';
import { browserParts } from './downloadCache';
import { browserResults } from './resultCache';
import { browserTicks } from './tickCache';

/**
 * Creates the caches of this browser. If the browser refuses to store results, they last as long as
 * the page, and `refused` is called once with a sentence for the reader.
 */
export function browserCaches(open: OpenDatabase, refused: (text: string) => void): ExplorerCaches {
  const [tabs, locks] = [browserTabs(), browserLocks()];
  const cache = browserResults(open, (reason) =>
    refused(
      `New results are not kept in this browser (${reason}). The run goes on, and they last as long as the page. Deleting runs under Runs frees storage`,
    ),
  );
  return {
    cache,
    tabs,
    locks,
    shelf: browserShelf(open, cache, tabs, locks),
    ticks: browserTicks(open),
    parts: browserParts(open),
  };
}
