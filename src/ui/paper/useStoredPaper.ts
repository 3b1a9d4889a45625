import { useEffect } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { StoredRun } from '../../experiment/storedRun';
import type { Explorer } from '../../store/state';
import { useExplorer, useExplorerStore } from '../useExplorer';

/**
 * Loads the stored runs of the paper's figures once an experiment draws as they do, anew at each rate: a claim's link then
 * opens on them and the live run goes on from there.
 */
export function useStoredPaper(): void {
  const store = useExplorerStore();
  const isPapers = useExplorer(({ spec }) => spec.protocol === 'independent');
  useEffect(() => {
    if (!isPapers) return;
    // Without them, offline say, the live run alone answers, as for any other experiment.
    const loaded = import('../../experiment/paper/storedPaper').catch(() => null);
    void loaded.then((module) => module !== null && addStoredPaper(store, module.STORED_PAPER_RUNS));
  }, [store, isPapers]);
}

/** Hands runs to the store that it does not have yet. */
export function addStoredPaper(store: StoreApi<Explorer>, runs: readonly StoredRun[]): void {
  const { storedRuns, addStored } = store.getState();
  const fresh = runs.filter((run) => !storedRuns.includes(run));
  if (fresh.length > 0) addStored(fresh);
}
