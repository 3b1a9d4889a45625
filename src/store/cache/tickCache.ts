import type { KeptTicks, OpenDatabase } from './databaseSchema';

/** Cache of found ticks by `tickSearchKey`, which survives a reload. */
export interface TickCache {
  read(searchKey: string): Promise<KeptTicks | undefined>;
  write(searchKey: string, kept: KeptTicks): Promise<void>;
}

/** Creates a cache that lasts as long as the page. */
export function memoryTicks(): TickCache {
  const kept = new Map<string, KeptTicks>();
  return {
    read: async (key) => kept.get(key),
    async write(key, value) {
      kept.set(key, value);
    },
  };
}

/**
 * Creates a cache in IndexedDB. Ticks that the browser refuses stay in the state as long as the
 * page.
 */
export function browserTicks(open: OpenDatabase): TickCache {
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
        // The result cache warns if the browser refuses to store anything.
      }
    },
  };
}
