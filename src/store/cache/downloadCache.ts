import type { OpenDatabase } from './databaseSchema';

/** What is here of a download. */
interface KeptParts {
  /** In their order. */
  readonly parts: readonly Blob[];
  /** Bytes of the whole file; null where the server did not tell. */
  readonly total: number | null;
}

/** Parts of downloads by address, so that one that breaks off goes on and a complete one is not fetched again. */
export interface DownloadCache {
  read(url: string): Promise<KeptParts>;
  add(url: string, part: Blob, total: number | null): Promise<void>;
  remove(url: string): Promise<void>;
}

const NOTHING: KeptParts = { parts: [], total: null };

/** A cache that lasts as long as the page. */
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
 * A cache in the browser's IndexedDB, whose Blobs lie on disk. Where that is refused (private windows, full disk), parts of a
 * download last as long as the page.
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
      // Once one part is in memory, all that follow are: their order is the file's.
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
        // Nothing was kept there.
      }
    },
  };
}
