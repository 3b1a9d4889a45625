import { useLayoutEffect, useRef } from 'react';

/**
 * Scrolls to the top of the page when `place` changes. After a step back in the history, the
 * browser then restores the earlier scroll position.
 */
export function useTopOf(place: string): void {
  const last = useRef(place);
  useLayoutEffect(() => {
    if (last.current === place) return;
    last.current = place;
    window.scrollTo({ top: 0, behavior: 'instant' });
  }, [place]);
}
