import type { ExplorerCaches } from '../engine/engineServices';
import { loneLocks } from '../shelf/runLocks';
import { loneTab } from '../shelf/tabNews';
import { memoryParts } from './downloadCache';
import { memoryResults } from './resultCache';
import { memoryTicks } from './tickCache';

/** Creates caches that last as long as the page, which is alone and keeps no runs. */
export function memoryCaches(): ExplorerCaches {
  return {
    cache: memoryResults(),
    ticks: memoryTicks(),
    parts: memoryParts(),
    shelf: null,
    tabs: loneTab(),
    locks: loneLocks(),
  };
}
