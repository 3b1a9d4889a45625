import { t } from '../../core/language/t';
import { findModel } from '../../core/network/catalog';
import { addToRun, type KeptRun, readableRun } from '../../experiment/shelf/keptRun';
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
  /**
   * Returns the entries of the runs that this version of the page can show, newest first. Results
   * are not read.
   */
  list(): Promise<readonly KeptRun[]>;
  /** Returns the networks of the reader that have runs and are not open, by id. */
  unopened(): Promise<readonly string[]>;
  /** Returns the results of a run; undefined if it is gone. */
  results(key: string): Promise<KeptResults | undefined>;
  setNote(key: string, note: string): Promise<void>;
  /** Pins a run. Throws RangeError if `MAX_PINS` runs are pinned. */
  pin(key: string): Promise<void>;
  unpin(key: string): Promise<void>;
  /** Files of the reader. */
  readonly files: FileShelf;
  /**
   * Deletes runs with their results. Returns a function that brings them back, each once however
   * often it is called.
   */
  remove(keys: readonly string[]): Promise<() => Promise<void>>;
}

/** One run as it is stored, to bring it back. */
interface Removed {
  readonly key: string;
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
    return { key, run, records: first === undefined ? taken : [[key, first], ...taken] };
  };
  /** Brings a run back. Trials that ran meanwhile, and pins set meanwhile, stay. */
  const putBack = async ({ key, run, records }: Removed) => {
    const transaction = (await open()).transaction(['runs', 'results'], 'readwrite');
    const [runs, results] = [transaction.objectStore('runs'), transaction.objectStore('results')];
    const [all, later] = await Promise.all([runs.getAll(), results.getAll(batchesOf(key))]);
    const entry = joinedEntry(
      run,
      all.find((one) => one.key === key),
      later,
    );
    const lastIndex = Math.max(-1, ...records.map(([place]) => (typeof place === 'string' ? -1 : place[1])));
    await Promise.all([
      entry && runs.put({ ...entry, pin: entry.pin === null ? null : freePin(entry, all) }, key),
      ...records.map(([place, record]) => results.put(record, place)),
      ...later.map((record, index) => results.put(record, [key, lastIndex + 1 + index])),
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
      return runs.flatMap((run) => readableRun(run) ?? []).sort((a, b) => b.changedMs - a.changedMs);
    },
    async unopened() {
      const models = (await (await open()).getAll('runs')).map(({ spec }) => spec.model);
      return [...new Set(models)].filter((id) => id.startsWith('file-') && findModel(id) === undefined);
    },
    results: (key) => results.read(key),
    setNote: (key, note) => edit(key, (run) => ({ ...run, note })),
    pin: (key) =>
      edit(key, (run, all) => {
        const place = freePin(run, all);
        if (place === null) {
          throw new RangeError(
            t`Cannot pin a fifth run: found ${MAX_PINS} pinned runs, expected at most ${MAX_PINS}. Unpin one first`,
          );
        }
        return { ...run, pin: place };
      }),
    unpin: (key) => edit(key, (run) => ({ ...run, pin: null })),
    async remove(keys) {
      const removed: Removed[] = [];
      for (const key of keys) removed.push(await take(key));
      tell({ kind: 'removed', keys });
      return async () => {
        // Each run once, also if it is called twice or again after a refusal.
        for (let one = removed.shift(); one !== undefined; one = removed.shift()) {
          try {
            await putBack(one);
          } catch (error) {
            removed.unshift(one);
            throw error;
          }
        }
        tell({ kind: 'changed' });
      };
    },
  };
}

/** Returns the place at which a run is pinned or can be; null if the others take all. */
function freePin({ key, pin }: KeptRun, all: readonly KeptRun[]): number | null {
  const used = all.flatMap((one) => (one.key === key ? [] : (one.pin ?? [])));
  const places = Array.from({ length: MAX_PINS }, (_, place) => place);
  return [pin, ...places].find((place) => place !== null && !used.includes(place)) ?? null;
}

/** Returns the entry of a deleted run with the batches that `now` has since then. */
function joinedEntry(
  run: KeptRun | undefined,
  now: KeptRun | undefined,
  later: readonly KeptResults[],
): KeptRun | undefined {
  if (run === undefined || now === undefined) return run ?? now;
  const { key, spec, device, changedMs: atMs } = now;
  return later.reduce((entry, batch) => addToRun(entry, key, batch, { spec, device, atMs }), run);
}
