import type { OpenDatabase } from './databaseSchema';

/** Received parts of a download. */
interface KeptParts {
  /** Parts in the order of the file. */
  readonly parts: readonly Blob[];
  /** Bytes of the whole file. Null if the server did not send the length. */
  readonly total: number | null;
}

/**
 * Cache of downloaded parts by address. An interrupted download can be resumed, and a complete file
 * is not fetched again.
 */
export interface DownloadCache {
  read(url: string): Promise<KeptParts>;
  add(url: string, part: Blob, total: number | null): Promise<void>;
  remove(url: string): Promise<void>;
}

const NOTHING: KeptParts = { parts: [], total: null };

/** Creates a cache that lasts as long as the page. */
export function memoryParts(): DownloadCache {
  const kept = new Map<string, KeptParts>();
  return {
    read: async (url) => kept.get(url) ?? NOTHING,
    async add(url, part, total) {
      kept.set(url, { parts: [...(kept.get(url)?.parts ?? []), part], total });
    },
    async remove(url) {
      kept.delete(url);
    },
  };
}

/**
 * Creates a cache in IndexedDB, which stores Blobs on disk. If the browser refuses (private window,
 * full disk), parts of a download last as long as the page.
 */
export function browserParts(open: OpenDatabase): DownloadCache {
  const memory = memoryParts();
  const rangeOf = (url: string) => IDBKeyRange.bound([url, 0], [url, Number.MAX_SAFE_INTEGER]);
  const stored = async (url: string) => {
    try {
      return await (await open()).getAll('parts', rangeOf(url));
    } catch {
      return [];
    }
  };
  return {
    async read(url) {
      const onDisk = await stored(url);
      const later = await memory.read(url);
      const parts = [...onDisk.map(({ part }) => part), ...later.parts];
      return { parts, total: later.total ?? onDisk.at(-1)?.total ?? null };
    },
    async add(url, part, total) {
      // After one part in memory all later parts go to memory too, which keeps their order.
      if ((await memory.read(url)).parts.length > 0) return memory.add(url, part, total);
      try {
        const db = await open();
        const index = await db.count('parts', rangeOf(url));
        await db.put('parts', { part, total }, [url, index]);
      } catch {
        await memory.add(url, part, total);
      }
    },
    async remove(url) {
      await memory.remove(url);
      try {
        await (await open()).delete('parts', rangeOf(url));
      } catch {
        // Nothing was stored there.
      }
    },
  };
}
