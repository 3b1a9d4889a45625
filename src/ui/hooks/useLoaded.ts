import { useCallback, useEffect, useRef, useState } from 'react';
import { forgetFailedStyles } from '../forgetFailedStyles';

/** Part of the page that is loaded on demand. */
interface Loading<Loaded> {
  /** Null until it is loaded. */
  readonly loaded: Loaded | null;
  /** True if the last attempt failed. */
  readonly hasFailed: boolean;
  /** Starts another attempt, unless one is in progress or has succeeded. */
  readonly retry: () => void;
}

/**
 * Calls `load` once `isWanted` is true. After a failure, calls it again whenever the browser is
 * back online. `load` must be the same function at every render.
 */
export function useLoading<Loaded>(load: () => Promise<Loaded>, isWanted: boolean): Loading<Loaded> {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const attempt = useRef(() => {});
  useEffect(() => {
    if (!isWanted || loaded !== null) return;
    let isMounted = true;
    let isLoading = false;
    attempt.current = () => {
      if (isLoading) return;
      isLoading = true;
      load().then(
        (result) => {
          if (isMounted) setLoaded(() => result);
        },
        () => {
          isLoading = false;
          forgetFailedStyles();
          if (isMounted) setFailed(true);
        },
      );
    };
    const { current } = attempt;
    current();
    window.addEventListener('online', current);
    return () => {
      isMounted = false;
      attempt.current = () => {};
      window.removeEventListener('online', current);
    };
  }, [load, isWanted, loaded]);
  const retry = useCallback(() => attempt.current(), []);
  return { loaded, hasFailed: hasFailed && loaded === null, retry };
}

/** Calls `load` as `useLoading` does, and returns null until the result is there. */
export function useLoaded<Loaded>(load: () => Promise<Loaded>, isWanted: boolean): Loaded | null {
  return useLoading(load, isWanted).loaded;
}
