/** Memory of whether the reader stopped the run, for a reload of the page. */
export interface StopMemory {
  read(): boolean;
  write(stopped: boolean): void;
}

const KEY = 'ares-explorer.stopped';

/**
 * Creates a memory that lasts for reloads of the same tab. An opened link always runs. If storage
 * is forbidden, a reload runs too.
 */
export function tabStopMemory(): StopMemory {
  return {
    read() {
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      try {
        if (navigation?.type !== 'reload') sessionStorage.removeItem(KEY);
        return sessionStorage.getItem(KEY) !== null;
      } catch {
        return false;
      }
    },
    write(stopped) {
      try {
        if (stopped) sessionStorage.setItem(KEY, '');
        else sessionStorage.removeItem(KEY);
      } catch {
        // Without storage, a stop only holds until a reload.
      }
    },
  };
}
