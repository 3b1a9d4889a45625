import type { RunLocks } from './runLocks';
import type { News, TabNews } from './tabNews';

/** A browser whose tabs share news and locks, without a real channel. */
export function fakeTabs(): () => { readonly tabs: TabNews; readonly locks: RunLocks } {
  const listeners = new Map<object, Set<(news: News) => void>>();
  const holders = new Map<string, object>();
  const waiting = new Set<() => void>();
  return () => {
    const own = {};
    listeners.set(own, new Set());
    const tabs: TabNews = {
      post(news) {
        for (const [tab, heard] of listeners) if (tab !== own) for (const listener of heard) listener(news);
      },
      listen(listener) {
        listeners.get(own)!.add(listener);
        return () => listeners.get(own)!.delete(listener);
      },
    };
    const locks: RunLocks = {
      async take(keys) {
        const free = keys.filter((key) => !holders.has(key));
        for (const key of free) holders.set(key, own);
        return {
          keys: new Set(free),
          release() {
            for (const key of free) if (holders.get(key) === own) holders.delete(key);
            for (const check of [...waiting]) check();
          },
        };
      },
      freed: (keys, signal) =>
        new Promise((resolve) => {
          const check = () => {
            if (signal.aborted) waiting.delete(check);
            else if (keys.some((key) => !holders.has(key))) {
              waiting.delete(check);
              resolve();
            }
          };
          waiting.add(check);
        }),
      held: async () => new Set(holders.keys()),
    };
    return { tabs, locks };
  };
}
