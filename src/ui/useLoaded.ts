import { useEffect, useState } from 'react';

/**
 * What `load` brings, once it `isWanted`; null before that, and after a failure until the browser is online again. `load` is
 * the same function at every render.
 */
export function useLoaded<Loaded>(load: () => Promise<Loaded>, isWanted: boolean): Loaded | null {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    if (!isWanted || loaded !== null) return;
    let isMounted = true;
    const attempt = () =>
      load().then(
        (result) => {
          if (isMounted) setLoaded(() => result);
        },
        // Who uses it does without until then.
        () => {},
      );
    void attempt();
    window.addEventListener('online', attempt);
    return () => {
      isMounted = false;
      window.removeEventListener('online', attempt);
    };
  }, [load, isWanted, loaded]);
  return loaded;
}
