import { experimentKey } from '../../experiment/settings/experimentKey';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { ExplorerState, Measured } from '../state';

/**
 * Number of experiments whose trials are kept in memory. A trial takes a few hundred bytes. Trials
 * of older experiments are still in the result cache.
 */
const MAX_EXPERIMENTS = 256;

const NOTHING: Measured = { baseline: null, results: [] };

/** Experiment keys by spec object. Specs are immutable. */
const keys = new WeakMap<ExperimentSpec, string>();

/** Returns the experiment key of a spec. Computed once for each spec object. */
export function keyOf(spec: ExperimentSpec): string {
  const key = keys.get(spec) ?? experimentKey(spec);
  keys.set(spec, key);
  return key;
}

/** Removes experiments with equal keys. */
export function uniqueExperiments(specs: readonly ExperimentSpec[]): readonly ExperimentSpec[] {
  return [...new Map(specs.map((spec) => [keyOf(spec), spec])).values()];
}

/** Returns the live results of the current experiment. */
export function selectOwn(state: Pick<ExplorerState, 'spec' | 'measured'>): Measured {
  return measuredOf(state, state.spec);
}

/** Returns the live results of an experiment. The same object while they do not change. */
export function measuredOf({ measured }: Pick<ExplorerState, 'measured'>, spec: ExperimentSpec): Measured {
  return measured[keyOf(spec)] ?? NOTHING;
}

/**
 * Returns the map with the results of each experiment in `news` replaced. The newest come last. The
 * oldest are dropped beyond `MAX_EXPERIMENTS`, but never the current experiment.
 */
export function putMeasured(
  { spec: own, measured }: Pick<ExplorerState, 'spec' | 'measured'>,
  news: readonly (Measured & { readonly spec: ExperimentSpec })[],
): ExplorerState['measured'] {
  if (news.length === 0) return measured;
  const all = new Map(Object.entries(measured));
  for (const { spec, baseline, results } of news) {
    all.delete(keyOf(spec));
    all.set(keyOf(spec), { baseline, results });
  }
  const others = [...all.keys()].filter((key) => key !== keyOf(own));
  for (const key of others.slice(0, 1 - MAX_EXPERIMENTS)) all.delete(key);
  return Object.fromEntries(all);
}
