import { useEffect } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { StoredRun } from '../../../experiment/documents/storedRun';
import type { Explorer } from '../../../store/state';
import { useExplorer, useExplorerStore } from '../../hooks/useExplorer';
import { useLoaded } from '../../hooks/useLoaded';

/**
 * Loads the stored runs of the paper's figures once an experiment draws as they do, anew at each rate: a claim's link then
 * opens on them and the live run goes on from there. Without them the live run alone answers, as for any other experiment.
 */
export function useStoredPaper(): void {
  const store = useExplorerStore();
  const isPapers = useExplorer(({ spec }) => spec.rateCoupling === 'independent');
  const runs = useLoaded(loadRuns, isPapers);
  useEffect(() => {
    if (runs !== null) addStoredPaper(store, runs);
  }, [store, runs]);
}

async function loadRuns(): Promise<readonly StoredRun[]> {
  return (await import('../../../experiment/paper/storedPaper')).STORED_PAPER_RUNS;
}

/** Hands runs to the store that it does not have yet. */
export function addStoredPaper(store: StoreApi<Explorer>, runs: readonly StoredRun[]): void {
  const { storedRuns, addStored } = store.getState();
  const fresh = runs.filter((run) => !storedRuns.includes(run));
  if (fresh.length > 0) addStored(fresh);
}
