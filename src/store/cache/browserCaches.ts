import type { Vaults } from '../engine/engineServices';
import type { OpenDatabase } from './databaseSchema';
import { browserParts } from './downloadCache';
import { browserResults } from './resultCache';
import { browserTicks } from './tickCache';

/** What this browser keeps over visits; a warning tells why results last no longer than the page where it refuses. */
export function browserCaches(open: OpenDatabase): Vaults {
  return {
    cache: browserResults(open, (reason) => console.warn(`Results last as long as this page: ${reason}`)),
    ticks: browserTicks(open),
    parts: browserParts(open),
  };
}
