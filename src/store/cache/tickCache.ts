import type { KeptTicks, OpenDatabase } from './databaseSchema';

/** Found ticks by the key of their search, so that a reload loses none. */
export interface TickCache {
  read(searchKey: string): Promise<KeptTicks | undefined>;
  write(searchKey: string, kept: KeptTicks): Promise<void>;
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
        // The results cache tells of a browser that keeps nothing.
      }
    },
  };
}
