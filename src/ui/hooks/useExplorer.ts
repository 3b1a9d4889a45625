import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Explorer } from '../../store/state';

/** Store of the page. `App` provides it, and components read it through `useExplorer`. */
export const ExplorerContext = createContext<StoreApi<Explorer> | null>(null);

/**
 * Returns the store, for event handlers that read the state once. Throws TypeError outside `App`.
 */
export function useExplorerStore(): StoreApi<Explorer> {
  const store = useContext(ExplorerContext);
  if (store === null)
    throw new TypeError('Cannot read the explorer store: expected to be rendered inside App');
  return store;
}

/**
 * Returns a part of the state, or an action. `selector` must return the same reference for the same
 * state, else the component renders without end.
 */
export function useExplorer<T>(selector: (state: Explorer) => T): T {
  return useStore(useExplorerStore(), selector);
}
