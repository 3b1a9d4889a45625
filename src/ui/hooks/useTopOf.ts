import { useLayoutEffect, useRef } from 'react';

/** Scrolls to the page's top when `place` becomes another. Where Back leads, the browser then restores what was seen there. */
export function useTopOf(place: string): void {
  const last = useRef(place);
  useLayoutEffect(() => {
    if (last.current === place) return;
    last.current = place;
    window.scrollTo({ top: 0, behavior: 'instant' });
  }, [place]);
}
