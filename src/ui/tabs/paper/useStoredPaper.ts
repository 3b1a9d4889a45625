import { useEffect } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { StoredRun } from '../../../experiment/documents/storedRun';
import { DEFAULT_SPEC } from '../../../experiment/settings/experimentSpec';
import type { Explorer } from '../../../store/state';
import { useExplorer, useExplorerStore } from '../../hooks/useExplorer';
import { useLoaded } from '../../hooks/useLoaded';

/**
 * Loads the recorded runs of the paper's figures once an experiment draws flips independently at
 * each rate, as they do, or runs another network than the first. A claim's link then shows them
 * first, and the live run continues from them; other experiments show what to expect. If loading
 * fails, only the live run is shown.
 */
export function useStoredPaper(): void {
  const store = useExplorerStore();
  const isPapers = useExplorer(
    ({ spec }) => spec.rateCoupling === 'independent' || spec.model !== DEFAULT_SPEC.model,
  );
  const runs = useLoaded(loadRuns, isPapers);
  useEffect(() => {
    if (runs !== null) addStoredPaper(store, runs);
  }, [store, runs]);
}

async function loadRuns(): Promise<readonly StoredRun[]> {
  return (await import('../../../experiment/paper/storedPaper')).STORED_PAPER_RUNS;
}

/** Adds the runs that the store does not have yet. */
export function addStoredPaper(store: StoreApi<Explorer>, runs: readonly StoredRun[]): void {
  const { storedRuns, addStored } = store.getState();
  const fresh = runs.filter((run) => !storedRuns.includes(run));
  if (fresh.length > 0) addStored(fresh);
}
