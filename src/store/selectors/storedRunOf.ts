import type { StoredRun } from '../../experiment/documents/storedRun';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { keyOf } from './measured';

/**
 * The stored run of this very experiment with the most trials, null without one; grid and number of
 * trials may differ.
 */
export function storedRunOf(runs: readonly StoredRun[], spec: ExperimentSpec): StoredRun | null {
  const known = byKey.get(runs) ?? longestByKey(runs);
  byKey.set(runs, known);
  return known.get(keyOf(spec)) ?? null;
}

/** By list of runs, which never changes. */
const byKey = new WeakMap<readonly StoredRun[], ReadonlyMap<string, StoredRun>>();

function longestByKey(runs: readonly StoredRun[]): ReadonlyMap<string, StoredRun> {
  const ascending = runs.toSorted((a, b) => a.spec.trials - b.spec.trials);
  return new Map(ascending.map((run) => [keyOf(run.spec), run]));
}
