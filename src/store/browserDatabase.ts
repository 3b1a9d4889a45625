import type { DBSchema, IDBPDatabase, StoreNames } from 'idb';

/**
 * An IndexedDB of one store without key paths, opened at the first call and kept. Each call rejects where the browser
 * refuses, even if that throws at once.
 */
export function browserDatabase<Schema extends DBSchema>(
  name: string,
  store: StoreNames<Schema>,
): () => Promise<IDBPDatabase<Schema>> {
  let database: Promise<IDBPDatabase<Schema>> | undefined;
  return async () => {
    database ??= import('idb').then(({ openDB }) =>
      openDB<Schema>(name, 1, { upgrade: (db) => void db.createObjectStore(store) }),
    );
    return database;
  };
}
