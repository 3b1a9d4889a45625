import type { KeptRun } from '../../experiment/shelf/keptRun';
import type { BatchKey, KeptResults, OpenDatabase } from '../cache/databaseSchema';
import { batchesOf, type ResultCache } from '../cache/resultCache';
import { browserFiles, type FileShelf } from './fileShelf';
import type { RunLocks } from './runLocks';
import type { News, TabNews } from './tabNews';

/** Largest number of pinned runs: more curves on one chart are not told apart. */
const MAX_PINS = 4;

/** The runs of this browser. Every call rejects if the browser refuses its database. */
export interface Shelf {
  /**
   * Calls `listener` with each change that this tab or another one makes, and with the results of
   * other tabs, until the returned function is called.
   */
  onChange(listener: (news: News) => void): () => void;
  /** Returns the keys of all experiments that a tab runs. */
  running(): Promise<ReadonlySet<string>>;
  /** Returns the entries of all runs, newest first. Results are not read. */
  list(): Promise<readonly KeptRun[]>;
  /** Returns the results of a run; undefined if it is gone. */
  results(key: string): Promise<KeptResults | undefined>;
  setNote(key: string, note: string): Promise<void>;
  /** Pins a run. Throws RangeError if `MAX_PINS` runs are pinned. */
  pin(key: string): Promise<void>;
  unpin(key: string): Promise<void>;
  /** Files of the reader. */
  readonly files: FileShelf;
  /** Deletes runs with their results. Returns a function that brings them back. */
  remove(keys: readonly string[]): Promise<() => Promise<void>>;
}

/** One run as it is stored, to bring it back. */
interface Removed {
  readonly run: KeptRun | undefined;
  readonly records: readonly (readonly [key: string | BatchKey, record: KeptResults])[];
}

/** Opens the shelf on the page's database. The other tabs hear of each change. */
export function browserShelf(
  open: OpenDatabase,
  results: Pick<ResultCache, 'read'>,
  tabs: TabNews,
  locks: Pick<RunLocks, 'held'>,
): Shelf {
  const listeners = new Set<(news: News) => void>();
  const tell = (news: News) => {
    tabs.post(news);
    for (const listener of listeners) listener(news);
  };
  /** Changes an entry, unless it is gone. `change` gets the entries of all runs too. */
  const edit = async (key: string, change: (run: KeptRun, all: readonly KeptRun[]) => KeptRun) => {
    const { store, done } = (await open()).transaction('runs', 'readwrite');
    const all = await store.getAll();
    const run = all.find((one) => one.key === key);
    if (run !== undefined) await Promise.all([store.put(change(run, all), key), done]);
    tell({ kind: 'changed' });
  };
  const take = async (key: string): Promise<Removed> => {
    const transaction = (await open()).transaction(['runs', 'results'], 'readwrite');
    const [runs, records] = [transaction.objectStore('runs'), transaction.objectStore('results')];
    const range = batchesOf(key);
    const [run, first, keys, batches] = await Promise.all([
      runs.get(key),
      records.get(key),
      records.getAllKeys(range),
      records.getAll(range),
    ]);
    await Promise.all([runs.delete(key), records.delete(key), records.delete(range), transaction.done]);
    const taken = keys.map((one, index) => [one, batches[index]!] as const);
    return { run, records: first === undefined ? taken : [[key, first], ...taken] };
  };
  const putBack = async ({ run, records }: Removed) => {
    const transaction = (await open()).transaction(['runs', 'results'], 'readwrite');
    await Promise.all([
      ...(run === undefined ? [] : [transaction.objectStore('runs').put(run, run.key)]),
      ...records.map(([key, record]) => transaction.objectStore('results').put(record, key)),
      transaction.done,
    ]);
  };
  return {
    onChange(listener) {
      listeners.add(listener);
      const leave = tabs.listen(listener);
      return () => {
        listeners.delete(listener);
        leave();
      };
    },
    files: browserFiles(open, { post: tell }),
    running: () => locks.held(),
    async list() {
      const runs = await (await open()).getAll('runs');
      return runs.sort((a, b) => b.changedMs - a.changedMs);
    },
    results: (key) => results.read(key),
    setNote: (key, note) => edit(key, (run) => ({ ...run, note })),
    pin: (key) =>
      edit(key, (run, all) => {
        const used = all.flatMap((one) => (one.key === key ? [] : (one.pin ?? [])));
        const free = Array.from({ length: MAX_PINS }, (_, place) => place).find(
          (place) => !used.includes(place),
        );
        if (free === undefined) {
          throw new RangeError(
            `Cannot pin a fifth run: found ${used.length} pinned runs, expected at most ${MAX_PINS}. Unpin one first`,
          );
        }
        return { ...run, pin: run.pin ?? free };
      }),
    unpin: (key) => edit(key, (run) => ({ ...run, pin: null })),
    async remove(keys) {
      const removed: Removed[] = [];
      for (const key of keys) removed.push(await take(key));
      tell({ kind: 'removed', keys });
      return async () => {
        for (const one of removed) await putBack(one);
        tell({ kind: 'changed' });
      };
    },
  };
}
