/** Whether the reader stopped what runs, as a reload of the page finds it. */
export interface StopMemory {
  read(): boolean;
  write(stopped: boolean): void;
}

const KEY = 'ares-explorer.stopped';

/** Remembers for a reload of the same tab only: a link that is opened runs. Where storage is forbidden a reload runs, too. */
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
        // It holds for this page; the next one runs.
      }
    },
  };
}
