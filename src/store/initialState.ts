import type { StoredRun } from '../experiment/documents/storedRun';
import { parseLink } from '../experiment/link/link';
import { experimentKey } from '../experiment/settings/experimentKey';
import type { ExperimentSpec } from '../experiment/settings/experimentSpec';
import { linkNotice } from './linkNotice';
import { NO_TICK_SEARCHES } from './runs/tickSearches';
import type { TickDesk } from './selectors/tickDesk';
import type { ExplorerState } from './state';

/** The state of a page before its engine runs: what is prerendered, too. */
export function initialState(
  hash: string,
  storedRuns: readonly StoredRun[],
  tickDesk: TickDesk,
): ExplorerState {
  const link = parseLink(hash);
  const notice = linkNotice(link);
  return {
    spec: link.spec,
    view: link.view,
    notices: notice === null ? [] : [notice],
    engine: { kind: 'starting' },
    baseline: null,
    results: [],
    series: {},
    storedRuns,
    stored: storedFor(link.spec, storedRuns),
    ghost: null,
    tickDesk,
    progress: null,
    isLoading: false,
    sampleCosts: {},
    download: null,
    preview: null,
    data: null,
    weightHistograms: [],
    chip: null,
    typeSearches: {},
    tickSearches: NO_TICK_SEARCHES,
    missingData: null,
    missingWeights: null,
  };
}

/** The stored run of this very experiment with the most trials; grid and number of trials may differ. */
export function storedFor(spec: ExperimentSpec, runs: readonly StoredRun[]): StoredRun | null {
  const key = experimentKey(spec);
  const own = runs.filter((run) => experimentKey(run.spec) === key);
  return own.sort((a, b) => b.spec.trials - a.spec.trials)[0] ?? null;
}
