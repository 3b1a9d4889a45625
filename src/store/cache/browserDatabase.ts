import type { Database, OpenDatabase } from './databaseSchema';

/**
 * The page's connection to its IndexedDB database, opened at the first call and kept. A call rejects
 * if the browser refuses, if the script for it could not be loaded, and as long as another tab holds
 * an earlier version; the next call tries again.
 */
export function browserDatabase(): OpenDatabase {
  let opening: Promise<Database> | undefined;
  let blocked: Promise<never>;
  const closed = () => {
    opening = undefined;
  };
  return () => {
    if (opening === undefined) {
      blocked = new Promise((_, reject) => {
        opening = import('./openDatabase').then(({ openDatabase }) =>
          openDatabase({
            blocked: () => reject(new Error('another tab holds what an earlier version of the page kept')),
            closed,
          }),
        );
      });
      blocked.catch(() => undefined);
      opening!.catch(closed);
    }
    return Promise.race([opening!, blocked]);
  };
}
