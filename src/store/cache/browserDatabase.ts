import type { DBSchema, IDBPDatabase, StoreNames } from 'idb';
import { keepLoaded } from '../engine/loadScript';

/**
 * An IndexedDB of one store without key paths, opened at the first call and kept. A call rejects where the browser refuses, even
 * if that throws at once, or where the script for it could not be loaded; the next call tries again.
 */
export function browserDatabase<Schema extends DBSchema>(
  name: string,
  store: StoreNames<Schema>,
): () => Promise<IDBPDatabase<Schema>> {
  return keepLoaded(async () => {
    const { openDB } = await import('idb');
    return openDB<Schema>(name, 1, { upgrade: (db) => void db.createObjectStore(store) });
  });
}
