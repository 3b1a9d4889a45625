import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { siteTitle } from '../../experiment/settings/siteTitle';
import type { ExplorerCaches } from '../engine/engineServices';
import { browserLocks } from '../shelf/runLocks';
import { browserShelf } from '../shelf/shelf';
import { browserTabs } from '../shelf/tabNews';
import type { OpenDatabase } from './databaseSchema';
import { browserParts } from './downloadCache';
import { browserResults, type RefusalCause } from './resultCache';
import { browserTicks } from './tickCache';

/**
 * Creates the caches of this browser. If the browser refuses to store results, they last as long as
 * the page, and `refused` is called once with a sentence for the reader.
 */
export function browserCaches(open: OpenDatabase, refused: (text: string) => void): ExplorerCaches {
  const [tabs, locks] = [browserTabs(), browserLocks()];
  const cache = browserResults(open, (...about) => refused(refusalText(...about)));
  return {
    cache,
    tabs,
    locks,
    shelf: browserShelf(open, cache, tabs, locks),
    ticks: browserTicks(open),
    parts: browserParts(open),
  };
}

/** Names what is not kept, and what the reader can do about it. */
function refusalText(reason: string, cause: RefusalCause, spec: ExperimentSpec | undefined): string {
  if (cause === 'closed')
    return t`New results are not kept in this browser (${reason}), as in a private window: nor are runs, files or pins. The run goes on, and all of it lasts as long as the page. A link or an exported file brings it back`;
  if (cause === 'blocked' || spec === undefined)
    return t`New results are not kept in this browser (${reason}). The run goes on, and they last as long as the page`;
  const name = `${checkModel(spec.model).title}, ${siteTitle(spec)}`;
  return t`New results are not kept in this browser (${reason}): those of ${name}, and of later runs. The run goes on, and they last as long as the page. Deleting runs under Runs frees storage`;
}
