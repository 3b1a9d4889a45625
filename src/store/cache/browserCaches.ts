import type { ExplorerCaches } from '../engine/engineServices';
import type { OpenDatabase } from './databaseSchema';
import { browserParts } from './downloadCache';
import { browserResults } from './resultCache';
import { browserTicks } from './tickCache';

/**
 * Creates the caches of this browser. If the browser refuses to store results, they last as long as
 * the page, and a console warning gives the reason.
 */
export function browserCaches(open: OpenDatabase): ExplorerCaches {
  return {
    cache: browserResults(open, (reason) => console.warn(`Results last as long as this page: ${reason}`)),
    ticks: browserTicks(open),
    parts: browserParts(open),
  };
}
