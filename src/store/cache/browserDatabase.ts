import { t } from '../../core/language/t';
import type { Database, OpenDatabase } from './databaseSchema';

/**
 * Returns a function that opens the page's IndexedDB database once and then returns the same
 * connection. A call rejects if the browser refuses, if the script cannot be loaded, and while
 * another tab holds an earlier version open. The next call tries again.
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
            blocked: () => reject(new Error(t`another tab has the database of an earlier version open`)),
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
