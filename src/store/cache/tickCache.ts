import type { DBSchema } from 'idb';
import type { TickEstimate } from '../../experiment/ticks/search/tickSearch';
import { browserDatabase } from './browserDatabase';

/** What an adaptive search found of one experiment. */
interface KeptTicks {
  /** In the order of `TICK_LOSSES`; fewer than all after a stop. */
  readonly ticks: readonly TickEstimate[];
  /** Of engine, weights and data: ticks of another fingerprint are stale. */
  readonly fingerprint: string;
}

/** Found ticks by the key of their search, so that a reload loses none. */
export interface TickCache {
  read(searchKey: string): Promise<KeptTicks | undefined>;
  write(searchKey: string, kept: KeptTicks): Promise<void>;
}

interface Schema extends DBSchema {
  ticks: { key: string; value: KeptTicks };
}

/** A cache that lasts as long as the page. */
export function memoryTicks(): TickCache {
  const kept = new Map<string, KeptTicks>();
  return {
    read: async (key) => kept.get(key),
    async write(key, value) {
      kept.set(key, value);
    },
  };
}

/** A cache in the browser's IndexedDB. What that refuses lasts as long as the page, whose state has it. */
export function browserTicks(): TickCache {
  const open = browserDatabase<Schema>('ares-explorer-ticks', 'ticks');
  return {
    async read(key) {
      try {
        return await (await open()).get('ticks', key);
      } catch {
        return undefined;
      }
    },
    async write(key, kept) {
      try {
        await (await open()).put('ticks', kept, key);
      } catch {
        // The results cache tells of a browser that keeps nothing.
      }
    },
  };
}
