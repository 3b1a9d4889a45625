import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Explorer } from '../../store/state';

/** The page's one store. Provided by `App`; read through `useExplorer`. */
export const ExplorerContext = createContext<StoreApi<Explorer> | null>(null);

/** The store itself, for event handlers that read the state once. Throws outside `App`. */
export function useExplorerStore(): StoreApi<Explorer> {
  const store = useContext(ExplorerContext);
  if (store === null)
    throw new TypeError('Cannot read the explorer store: expected to be rendered inside App');
  return store;
}

/** One slice of the state or one action. `selector` returns the same reference for the same state, else it loops. */
export function useExplorer<T>(selector: (state: Explorer) => T): T {
  return useStore(useExplorerStore(), selector);
}
