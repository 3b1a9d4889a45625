import { useCallback, useEffect, useRef, useState } from 'react';
import { forgetFailedStyles } from '../forgetFailedStyles';

/** A part of the page that is fetched when it is wanted. */
interface Loading<Loaded> {
  /** Null until it is here. */
  readonly loaded: Loaded | null;
  /** The last attempt failed. */
  readonly hasFailed: boolean;
  /** Asks again for what is wanted and could not be loaded. */
  readonly retry: () => void;
}

/**
 * Asks for what `load` brings once it `isWanted`, and after a failure again whenever the browser is back online. `load` is the same
 * function at every render.
 */
export function useLoading<Loaded>(load: () => Promise<Loaded>, isWanted: boolean): Loading<Loaded> {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const attempt = useRef(() => {});
  useEffect(() => {
    if (!isWanted || loaded !== null) return;
    let isMounted = true;
    let isUnderWay = false;
    attempt.current = () => {
      if (isUnderWay) return;
      isUnderWay = true;
      load().then(
        (result) => {
          if (isMounted) setLoaded(() => result);
        },
        () => {
          isUnderWay = false;
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

/** Likewise, for who does without until it is here. */
export function useLoaded<Loaded>(load: () => Promise<Loaded>, isWanted: boolean): Loaded | null {
  return useLoading(load, isWanted).loaded;
}
