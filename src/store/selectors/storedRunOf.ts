import type { StoredRun } from '../../experiment/documents/storedRun';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { ExplorerState } from '../state';
import { keyOf } from './measured';

/**
 * Returns the recorded run of an experiment with the most trials, or null if there is none. Its
 * grid and number of trials may differ from those of `spec`.
 */
export function storedRunOf(runs: readonly StoredRun[], spec: ExperimentSpec): StoredRun | null {
  const known = byKey.get(runs) ?? longestByKey(runs);
  byKey.set(runs, known);
  return known.get(keyOf(spec)) ?? null;
}

/** Returns the recorded run of the current experiment, or null if there is none. */
export function selectStored({
  storedRuns,
  spec,
}: Pick<ExplorerState, 'storedRuns' | 'spec'>): StoredRun | null {
  return storedRunOf(storedRuns, spec);
}

/** Longest runs by experiment key, for each list of runs. Lists are immutable. */
const byKey = new WeakMap<readonly StoredRun[], ReadonlyMap<string, StoredRun>>();

function longestByKey(runs: readonly StoredRun[]): ReadonlyMap<string, StoredRun> {
  const ascending = runs.toSorted((a, b) => a.spec.trials - b.spec.trials);
  return new Map(ascending.map((run) => [keyOf(run.spec), run]));
}
