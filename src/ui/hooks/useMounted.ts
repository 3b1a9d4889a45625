import { useSyncExternalStore } from 'react';

const subscribeNever = () => () => {};

/** False while the HTML is made or hydrated, true from then on: for parts that need style attributes or the window. */
export function useMounted(): boolean {
  return useSyncExternalStore(
    subscribeNever,
    () => true,
    () => false,
  );
}
