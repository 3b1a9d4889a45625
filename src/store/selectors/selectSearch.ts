import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { type Grouping, seriesOf } from '../../experiment/sweep/series';
import { TICK_LOSSES } from '../../experiment/ticks/tickLoss';
import { type TickSearches, tickSearchKey } from '../runs/tickSearches';
import type { ExplorerState } from '../state';
import { perState } from './perState';
import { perStore } from './perStore';
import { memoizeLast } from './selectors';

/** Progress of a search that the sweep waits for. Not known yet while `total` is 0. */
export interface RunningSearch {
  readonly kind: 'ticks' | 'types';
  readonly done: number;
  readonly total: number;
}

/** Returns the running search, or null if none runs. */
export const selectSearch = perState((state: ExplorerState): RunningSearch | null => {
  const { tickSearches, typeSearches, spec, view } = state;
  return tickSearches.running === null
    ? typeSearch(state)(typeSearches)
    : tickSearch(state)(tickSearches.found, spec, view.grouping, view.blocks);
});

const tickSearch = perStore(() =>
  memoizeLast(
    (
      found: TickSearches['found'],
      spec: ExperimentSpec,
      grouping: Grouping,
      blocks: string,
    ): RunningSearch => {
      const rows = seriesOf('layers', spec, grouping, blocks);
      const keys = new Set(rows.map((series) => tickSearchKey(series.spec)));
      const done = [...keys].reduce((sum, key) => sum + (found[key]?.length ?? 0), 0);
      return { kind: 'ticks', done, total: keys.size * TICK_LOSSES.length };
    },
  ),
);

const typeSearch = perStore(() =>
  memoizeLast((searches: ExplorerState['typeSearches']): RunningSearch | null => {
    const running = Object.values(searches).find((search) => search.running);
    return running === undefined ? null : { kind: 'types', done: running.done, total: running.total };
  }),
);
