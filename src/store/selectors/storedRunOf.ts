import { type ShownRun, shownName } from '../../experiment/documents/storedRun';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { ExplorerState } from '../state';
import { keyOf } from './measured';

/**
 * Returns the recorded run of an experiment: the results of a frozen link, else an imported run,
 * else the run with the most trials, or null if there is none. Its grid and number of trials may
 * differ from those of `spec`.
 */
export function storedRunOf(runs: readonly ShownRun[], spec: ExperimentSpec): ShownRun | null {
  const known = byKey.get(runs) ?? longestByKey(runs);
  byKey.set(runs, known);
  return known.get(keyOf(spec)) ?? null;
}

/** Returns the recorded run of the current experiment, or null if there is none. */
export function selectStored({
  storedRuns,
  spec,
}: Pick<ExplorerState, 'storedRuns' | 'spec'>): ShownRun | null {
  return storedRunOf(storedRuns, spec);
}

/** Returns what the recorded run of the current experiment is called. */
export function selectStoredName(state: Pick<ExplorerState, 'storedRuns' | 'spec'>): string {
  return shownName(selectStored(state) ?? {});
}

/** Longest runs by experiment key, for each list of runs. Lists are immutable. */
const byKey = new WeakMap<readonly ShownRun[], ReadonlyMap<string, ShownRun>>();

function longestByKey(runs: readonly ShownRun[]): ReadonlyMap<string, ShownRun> {
  const rank = ({ isFrozen, importedFrom, spec }: ShownRun) => {
    if (isFrozen) return Number.POSITIVE_INFINITY;
    return importedFrom === undefined ? spec.trials : Number.MAX_VALUE;
  };
  const ascending = runs.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
  return new Map(ascending.map((run) => [keyOf(run.spec), run]));
}
