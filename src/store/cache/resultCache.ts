import type { IDBPObjectStore } from 'idb';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { addToRun, type RunOrigin } from '../../experiment/shelf/keptRun';
import { uniqueTrials } from '../../experiment/sweep/results';
import type { BatchKey, KeptResults, OpenDatabase, Schema } from './databaseSchema';

/** Cache of results by experiment key, which survives a reload. */
export interface ResultCache {
  /**
   * Returns all trials with the fingerprint of the newest batch, without duplicates. Undefined if
   * there are none.
   */
  read(experimentKey: string): Promise<KeptResults | undefined>;
  /**
   * Adds a batch of results, and brings the entry of the runs shelf up to date. A batch without
   * results gives an entry to results that have none.
   */
  add(experimentKey: string, batch: KeptResults, origin: RunOrigin): Promise<void>;
}

/**
 * Why the browser refuses to store results. `full`: no space is left. `closed`: it stores nothing,
 * as in a private window. `blocked`: another reason, such as another tab.
 */
export type RefusalCause = 'full' | 'closed' | 'blocked';

/** Receives the first refusal, and the experiment that it concerns unless results were read. */
type OnRefused = (reason: string, cause: RefusalCause, spec: ExperimentSpec | undefined) => void;

/**
 * Longest wait for a cache, in milliseconds. A busy machine may take this long to open a database.
 */
const RECALL_MS = 5_000;

/**
 * Returns the cached results of an experiment with this fingerprint. Null if there are none, or if
 * the database does not answer in time.
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
 * Number of batches that are joined into one record, which is not changed again. Each batch is
 * written immediately as a record of its own. Joining keeps reading fast, and the cost of a batch
 * does not grow with the run.
 */
const JOINED_BATCHES = 128;

/** Creates a cache that lasts as long as the page. */
export function memoryResults(): ResultCache {
  const kept = new Map<string, KeptResults[]>();
  return {
    read: async (key) => joined(kept.get(key) ?? []),
    async add(key, batch) {
      if (batch.results.length === 0) return;
      const batches = kept.get(key) ?? [];
      batches.push(batch);
      kept.set(key, batches);
    },
  };
}

/**
 * Creates a cache in IndexedDB. Results that the browser refuses (private window, full disk) last
 * as long as the page, and `onRefused` is called once.
 */
export function browserResults(open: OpenDatabase, onRefused: OnRefused): ResultCache {
  const memory = memoryResults();
  let hasRefused = false;
  const refused = (error: unknown, spec?: ExperimentSpec) => {
    if (hasRefused) return;
    hasRefused = true;
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    const isFull = name === 'QuotaExceededError';
    const cause = isFull ? 'full' : error instanceof DOMException ? 'closed' : 'blocked';
    onRefused(message || name, cause, spec);
  };
  return {
    async read(key) {
      const later = await memory.read(key);
      const stored = await open()
        .then((db) => storedOf(db.transaction('results').store, key))
        .catch((error: unknown) => refused(error));
      return joined([...(stored ?? []), ...(later === undefined ? [] : [later])]);
    },
    async add(key, batch, origin) {
      try {
        const transaction = (await open()).transaction(['results', 'runs'], 'readwrite');
        const [results, runs] = [transaction.objectStore('results'), transaction.objectStore('runs')];
        const enter = async () => {
          const before = await runs.get(key);
          // Versions 1 and 2 wrote no entries.
          const earlier = before === undefined ? joined(await storedOf(results, key)) : undefined;
          const known = earlier && addToRun(undefined, key, earlier, origin);
          await runs.put(addToRun(before ?? known, key, batch, origin), key);
        };
        const write = async () => {
          const newest = await results.openKeyCursor(batchesOf(key), 'prev');
          const index = newest === null ? 0 : (newest.key as BatchKey)[1] + 1;
          if ((index + 1) % JOINED_BATCHES > 0) return results.put(batch, [key, index]);
          const others = IDBKeyRange.bound([key, index + 1 - JOINED_BATCHES], [key, index]);
          const all = joined([...(await results.getAll(others)), batch])!;
          return Promise.all([results.delete(others), results.put(all, [key, index])]);
        };
        const both = async () => {
          try {
            // At once: what is not committed when the page ends is lost.
            await Promise.all([enter(), batch.results.length > 0 && write()]);
          } catch (error) {
            try {
              transaction.abort();
            } catch {
              // The browser has ended it already.
            }
            throw error;
          }
        };
        await Promise.all([both(), transaction.done]);
      } catch (error) {
        refused(error, origin.spec);
        await memory.add(key, batch, origin);
      }
    },
  };
}

/** Returns the keys of all batches of an experiment. */
export function batchesOf(key: string): IDBKeyRange {
  return IDBKeyRange.bound([key, 0], [key, Number.MAX_SAFE_INTEGER]);
}

/** Returns the records of an experiment, the newest last. */
async function storedOf(
  store: Pick<IDBPObjectStore<Schema, ['results'], 'results'>, 'get' | 'getAll'>,
  key: string,
): Promise<readonly KeptResults[]> {
  const [first, batches] = await Promise.all([store.get(key), store.getAll(batchesOf(key))]);
  return first === undefined ? batches : [first, ...batches];
}

/**
 * Joins all records with the fingerprint of the newest. Removes duplicates, since two tabs may have
 * run the same trials.
 */
function joined(records: readonly KeptResults[]): KeptResults | undefined {
  const newest = records.at(-1);
  if (newest === undefined || records.length === 1) return newest;
  const results = records
    .filter(({ fingerprint }) => fingerprint === newest.fingerprint)
    .flatMap((record) => record.results);
  return { ...newest, results: uniqueTrials(results) };
}
