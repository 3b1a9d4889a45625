import type { IDBPObjectStore } from 'idb';
import { uniqueTrials } from '../../experiment/sweep/results';
import type { BatchKey, KeptResults, OpenDatabase, Schema } from './databaseSchema';

/** Results by experiment key, so that a reload, Back or a second look loses nothing. */
export interface ResultCache {
  /** All trials on the assets of the newest batch, each once; undefined when there is none. */
  read(experimentKey: string): Promise<KeptResults | undefined>;
  /** Adds a batch to what is there of its experiment. */
  add(experimentKey: string, batch: KeptResults): Promise<void>;
}

/** A cache is given this long to answer, in milliseconds: what a busy machine takes to open a database. */
const RECALL_MS = 5_000;

/**
 * What a cache has of an experiment on the same assets, null when that is nothing. A browser that hangs over its database
 * keeps nobody waiting.
 */
export async function recallFrom(
  cache: ResultCache,
  experimentKey: string,
  fingerprint: string,
): Promise<KeptResults | null> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, RECALL_MS));
  const kept = await Promise.race([cache.read(experimentKey), late]);
  return kept !== undefined && kept.fingerprint === fingerprint ? kept : null;
}

/**
 * So many batches become one record, which is not touched again: each is written at once and alone, reading stays fast, and a
 * batch costs the same however long the run.
 */
const JOINED_BATCHES = 128;

/** A cache that lasts as long as the page. */
export function memoryResults(): ResultCache {
  const kept = new Map<string, KeptResults[]>();
  return {
    read: async (key) => joined(kept.get(key) ?? []),
    async add(key, batch) {
      const batches = kept.get(key) ?? [];
      batches.push(batch);
      kept.set(key, batches);
    },
  };
}

/**
 * A cache in the browser's IndexedDB. What that refuses (private windows, full disk) lasts as long as the page; `onFull` is
 * then called once with the reason.
 */
export function browserResults(open: OpenDatabase, onFull: (reason: string) => void): ResultCache {
  const memory = memoryResults();
  let isFull = false;
  const refused = (error: unknown) => {
    if (!isFull) onFull(error instanceof Error ? error.message : String(error));
    isFull = true;
  };
  return {
    async read(key) {
      const later = await memory.read(key);
      const stored = await open()
        .then((db) => storedOf(db.transaction('results').store, key))
        .catch(refused);
      return joined([...(stored ?? []), ...(later === undefined ? [] : [later])]);
    },
    async add(key, batch) {
      try {
        const { store, done } = (await open()).transaction('results', 'readwrite');
        const write = async () => {
          const newest = await store.openKeyCursor(batchesOf(key), 'prev');
          const index = newest === null ? 0 : (newest.key as BatchKey)[1] + 1;
          if ((index + 1) % JOINED_BATCHES > 0) return store.put(batch, [key, index]);
          const others = IDBKeyRange.bound([key, index + 1 - JOINED_BATCHES], [key, index]);
          const all = joined([...(await store.getAll(others)), batch])!;
          return Promise.all([store.delete(others), store.put(all, [key, index])]);
        };
        await Promise.all([write(), done]);
      } catch (error) {
        refused(error);
        await memory.add(key, batch);
      }
    },
  };
}

function batchesOf(key: string): IDBKeyRange {
  return IDBKeyRange.bound([key, 0], [key, Number.MAX_SAFE_INTEGER]);
}

/** The records of an experiment, the newest last. */
async function storedOf(
  store: Pick<IDBPObjectStore<Schema, ['results'], 'results'>, 'get' | 'getAll'>,
  key: string,
): Promise<readonly KeptResults[]> {
  const [first, batches] = await Promise.all([store.get(key), store.getAll(batchesOf(key))]);
  return first === undefined ? batches : [first, ...batches];
}

/** One record of all that were measured on the assets of the newest. Two tabs may have measured the same trials. */
function joined(records: readonly KeptResults[]): KeptResults | undefined {
  const newest = records.at(-1);
  if (newest === undefined || records.length === 1) return newest;
  const results = records
    .filter(({ fingerprint }) => fingerprint === newest.fingerprint)
    .flatMap((record) => record.results);
  return { ...newest, results: uniqueTrials(results) };
}
