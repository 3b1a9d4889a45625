import {
  deleteDB,
  type IDBPDatabase,
  type IDBPTransaction,
  type OpenDBCallbacks,
  openDB,
  type StoreNames,
} from 'idb';
import type { Database, Schema } from './databaseSchema';

type Store = StoreNames<Schema>;

const NAME = 'ares-explorer';
/**
 * Version of the database. Version 1 held only `results`, and three other databases the rest.
 * Version 2 had no `runs`, version 3 no `files`.
 */
const VERSION = 4;
const STORES: readonly Store[] = ['results', 'ticks', 'parts', 'chip', 'runs', 'files'];

/** Databases that earlier versions used beside version 1, each with one object store. */
const EARLIER: readonly (readonly [name: string, store: Store])[] = [
  ['ares-explorer-ticks', 'ticks'],
  ['ares-explorer-downloads', 'parts'],
  ['ares-explorer-chip', 'chip'],
];

/** Keys and values of one object store. */
interface Records {
  readonly store: Store;
  readonly entries: readonly (readonly [key: IDBValidKey, value: unknown])[];
}

export interface DatabaseEvents {
  /** Called while another tab has an earlier version open. The database opens once it closes. */
  readonly blocked: () => void;
  /** Called when the connection ends so that another tab may upgrade or delete the database. */
  readonly closed: () => void;
}

/**
 * Opens the database. If it is new or older, one transaction adds the missing object stores and
 * copies the records of the earlier databases. If anything fails, all databases stay unchanged and
 * the call rejects. The earlier databases are deleted only after success.
 */
export async function openDatabase({ blocked, closed }: DatabaseEvents): Promise<Database> {
  const callbacks: OpenDBCallbacks<Schema> = {
    blocked,
    terminated: closed,
    blocking(_from, _to, event) {
      (event.target as IDBDatabase).close();
      closed();
    },
  };
  const database =
    (await openOf<Schema>(NAME, VERSION, callbacks)) ?? (await upgrade(await readEarlier(), callbacks));
  // Not awaited, because a deletion waits for other tabs. The next visit repeats it if needed.
  for (const [name] of EARLIER) void deleteDB(name).catch(ignore);
  return database;
}

/**
 * Opens a database of a given version. Returns null, without changing anything, if there is none or
 * it is older.
 */
async function openOf<Type>(
  name: string,
  version: number,
  callbacks: OpenDBCallbacks<Type> = {},
): Promise<IDBPDatabase<Type> | null> {
  let isThere = true;
  try {
    return await openDB<Type>(name, version, {
      ...callbacks,
      upgrade(_database, _from, _to, transaction) {
        isThere = false;
        abort(transaction);
      },
    });
  } catch (error) {
    if (isThere) throw error;
    return null;
  }
}

function readEarlier(): Promise<readonly Records[]> {
  return Promise.all(
    EARLIER.map(async ([name, store]) => {
      const database = await openOf(name, 1);
      if (database === null) return { store, entries: [] };
      try {
        const records = database.transaction(store).store;
        const [keys, values] = await Promise.all([records.getAllKeys(), records.getAll()]);
        return { store, entries: keys.map((key, index) => [key, values[index]] as const) };
      } finally {
        database.close();
      }
    }),
  );
}

/** Opens the database and adds the earlier records, unless another tab has added them. */
function upgrade(earlier: readonly Records[], callbacks: OpenDBCallbacks<Schema>): Promise<Database> {
  return openDB<Schema>(NAME, VERSION, {
    ...callbacks,
    upgrade(database, _from, _to, transaction) {
      transaction.done.catch(ignore);
      try {
        for (const store of STORES)
          if (!database.objectStoreNames.contains(store)) database.createObjectStore(store);
        for (const { store, entries } of earlier) {
          const records = (
            transaction as unknown as IDBPTransaction<unknown, string[], 'versionchange'>
          ).objectStore(store);
          // A refused record aborts the transaction, which `openDB` reports.
          for (const [key, value] of entries) records.put(value, key).catch(ignore);
        }
      } catch {
        transaction.abort();
      }
    },
  });
}

function abort(transaction: { readonly done: Promise<void>; abort(): void }): void {
  transaction.done.catch(ignore);
  transaction.abort();
}

function ignore(): void {}
