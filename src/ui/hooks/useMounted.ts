import { useSyncExternalStore } from 'react';

const subscribeNever = () => () => {};

/**
 * Returns false while the HTML is built or hydrated, and true afterwards. For parts that need style
 * attributes or the window.
 */
export function useMounted(): boolean {
  return useSyncExternalStore(
    subscribeNever,
    () => true,
    () => false,
  );
}
