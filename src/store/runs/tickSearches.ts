import { experimentKey } from '../../experiment/settings/experimentKey';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { TickEstimate } from '../../experiment/ticks/search/tickSearch';
import { TICK_LOSSES } from '../../experiment/ticks/tickLoss';

/** Results of adaptive searches for ticks. */
export interface TickSearches {
  /**
   * Found ticks by `tickSearchKey`, in the order of `TICK_LOSSES`. Incomplete while a search runs
   * or after a stop.
   */
  readonly found: Readonly<Record<string, readonly TickEstimate[]>>;
  /** Key of the experiment being searched. Null if none is. */
  readonly running: string | null;
}

export const NO_TICK_SEARCHES: TickSearches = { found: {}, running: null };

/**
 * Returns the key of an experiment's search. Grid, number of trials and rate coupling have no
 * effect on it.
 */
export function tickSearchKey(spec: ExperimentSpec): string {
  return experimentKey(searchedSpec(spec));
}

/** True if every tick of an experiment is found. */
export function hasAllTicks(found: TickSearches['found'], spec: ExperimentSpec): boolean {
  return (found[tickSearchKey(spec)]?.length ?? 0) === TICK_LOSSES.length;
}

/** Returns the spec that a search uses: every BER draws its own fault patterns. */
export function searchedSpec(spec: ExperimentSpec): ExperimentSpec {
  return { ...spec, rateCoupling: 'independent' };
}
