import { experimentKey } from '../../experiment/settings/experimentKey';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { ExplorerState, Measured } from '../state';

/**
 * Experiments whose trials are kept in memory: a trial takes some hundred bytes. Those of older
 * experiments are still in the result cache.
 */
const MAX_EXPERIMENTS = 256;

const NOTHING: Measured = { baseline: null, results: [] };

/** Keys by spec object, which never changes. */
const keys = new WeakMap<ExperimentSpec, string>();

/** The experiment key of a spec, formed once for each spec object. */
export function keyOf(spec: ExperimentSpec): string {
  const key = keys.get(spec) ?? experimentKey(spec);
  keys.set(spec, key);
  return key;
}

/** The experiments, each once. */
export function uniqueExperiments(specs: readonly ExperimentSpec[]): readonly ExperimentSpec[] {
  return [...new Map(specs.map((spec) => [keyOf(spec), spec])).values()];
}

/** What has been measured live of the reader's own experiment. */
export function selectOwn(state: Pick<ExplorerState, 'spec' | 'measured'>): Measured {
  return measuredOf(state, state.spec);
}

/** What has been measured live of an experiment, the same object while it stays the same. */
export function measuredOf({ measured }: Pick<ExplorerState, 'measured'>, spec: ExperimentSpec): Measured {
  return measured[keyOf(spec)] ?? NOTHING;
}

/**
 * The map in which `news` is all that is known of each of its experiments. The newest come last;
 * the oldest leave when there are too many, but never the reader's own experiment.
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
