/** Locks on experiments, so that two tabs of the page do not run the same trials. */
export interface RunLocks {
  /** Takes the locks that are free and returns their keys. Another tab holds the others. */
  take(keys: readonly string[]): Promise<TakenLocks>;
  /**
   * Resolves once one of these locks, which other tabs hold, is free. Never after `signal` aborts.
   */
  freed(keys: readonly string[], signal: AbortSignal): Promise<void>;
  /** Returns the keys of all experiments that a tab of this browser runs. */
  held(): Promise<ReadonlySet<string>>;
}

/** Locks that this tab holds until it releases them or is closed. */
interface TakenLocks {
  readonly keys: ReadonlySet<string>;
  release(): void;
}

const PREFIX = 'ares-run ';

/** Creates locks that are always free, for a page that is alone, as in tests. */
export function loneLocks(): RunLocks {
  return {
    take: async (keys) => ({ keys: new Set(keys), release: () => {} }),
    freed: () => new Promise(() => {}),
    held: async () => new Set(),
  };
}

/** Opens the locks of the browser. One that has none lets every tab run. */
export function browserLocks(): RunLocks {
  if (typeof navigator === 'undefined' || navigator.locks === undefined) return loneLocks();
  const { locks } = navigator;
  /** Takes one lock until `released` resolves. Resolves to false if another tab holds it. */
  const takeOne = (key: string, released: Promise<void>) =>
    new Promise<boolean>((resolve) => {
      locks
        .request(PREFIX + key, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          return lock === null ? undefined : released;
        })
        .catch(() => resolve(true));
    });
  return {
    async take(keys) {
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      const taken = await Promise.all(keys.map((key) => takeOne(key, released)));
      return { keys: new Set(keys.filter((_, index) => taken[index])), release };
    },
    freed: (keys, signal) =>
      new Promise((resolve) => {
        for (const key of keys)
          void locks.request(PREFIX + key, { signal }, () => resolve()).catch(() => undefined);
      }),
    async held() {
      const { held = [] } = await locks.query();
      return new Set(
        held.flatMap(({ name = '' }) => (name.startsWith(PREFIX) ? name.slice(PREFIX.length) : [])),
      );
    },
  };
}
