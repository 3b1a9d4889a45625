import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Baseline, TrialResult } from '../experiment/results';

/** What has been measured of one experiment. */
export interface KeptResults {
  readonly baseline: Baseline;
  readonly results: readonly TrialResult[];
  /** Of engine, weights and data: results of another fingerprint are stale. */
  readonly fingerprint: string;
}

/** Results by experiment key, so that a reload, Back or a second look loses nothing. */
export interface ResultsVault {
  read(experimentKey: string): Promise<KeptResults | undefined>;
  write(experimentKey: string, kept: KeptResults): Promise<void>;
}

/** A vault is given this long to answer, in milliseconds. */
const RECALL_MS = 500;

/**
 * What a vault has of an experiment on the same assets, null when that is nothing. A browser that hangs over its database
 * keeps nobody waiting.
 */
export async function recallFrom(
  vault: ResultsVault,
  experimentKey: string,
  fingerprint: string,
): Promise<KeptResults | null> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, RECALL_MS));
  const kept = await Promise.race([vault.read(experimentKey), late]);
  return kept !== undefined && kept.fingerprint === fingerprint ? kept : null;
}

interface Schema extends DBSchema {
  results: { key: string; value: KeptResults };
}

/** A vault that lasts as long as the page. */
export function memoryVault(): ResultsVault {
  const kept = new Map<string, KeptResults>();
  return {
    read: async (key) => kept.get(key),
    async write(key, value) {
      kept.set(key, value);
    },
  };
}

/**
 * A vault in the browser's IndexedDB. Where that is refused (private windows, full disk) it lasts as long as the page;
 * `onFull` is then called once with the reason.
 */
export function browserVault(onFull: (reason: string) => void): ResultsVault {
  const memory = memoryVault();
  let database: Promise<IDBPDatabase<Schema> | undefined> | undefined;
  const refused = (error: unknown): undefined => {
    onFull(error instanceof Error ? error.message : String(error));
    database = Promise.resolve(undefined);
    return undefined;
  };
  const open = () => {
    database ??= openDB<Schema>('ares-explorer', 1, {
      upgrade: (db) => void db.createObjectStore('results'),
    }).catch(refused);
    return database;
  };
  return {
    async read(key) {
      return (await memory.read(key)) ?? (await open())?.get('results', key).catch(refused);
    },
    async write(key, value) {
      await memory.write(key, value);
      const stored = await open();
      const known = await stored?.get('results', key).catch(refused);
      // A fuller record of the same assets that was not read in time stays.
      if (known?.fingerprint === value.fingerprint && known.results.length > value.results.length) return;
      await stored?.put('results', value, key).catch(refused);
    },
  };
}
