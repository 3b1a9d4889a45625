import { experimentKey } from '../../experiment/settings/experimentKey';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { TickEstimate } from '../../experiment/ticks/search/tickSearch';
import { TICK_LOSSES } from '../../experiment/ticks/tickLoss';

/** What adaptive searches found in this visit. */
export interface TickSearches {
  /** By `tickSearchKey`, in the order of `TICK_LOSSES`; fewer than all while a search runs or was stopped. */
  readonly found: Readonly<Record<string, readonly TickEstimate[]>>;
  /** Key of the experiment that is searched now; null while none is. */
  readonly running: string | null;
}

export const NO_TICK_SEARCHES: TickSearches = { found: {}, running: null };

/** What names the search of an experiment: grid, trials and protocol play no part in it. */
export function tickSearchKey(spec: ExperimentSpec): string {
  return experimentKey(searchedSpec(spec));
}

/** True when every tick of an experiment has been found. */
export function hasAllTicks(found: TickSearches['found'], spec: ExperimentSpec): boolean {
  return (found[tickSearchKey(spec)]?.length ?? 0) === TICK_LOSSES.length;
}

/** Fresh patterns differ at every rate, whatever the experiment's curve does. */
export function searchedSpec(spec: ExperimentSpec): ExperimentSpec {
  return { ...spec, rateCoupling: 'independent' };
}
