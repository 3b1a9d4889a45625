import { lossOrigin } from '../experiment/curve/curve';
import { experimentKey } from '../experiment/settings/experimentKey';
import type { ExperimentSpec } from '../experiment/settings/experimentSpec';
import { describeDifference } from '../experiment/settings/specDifference';
import { isCovered } from '../experiment/sweep/knownTrials';
import { storedFor } from './initialState';
import { NO_TICK_SEARCHES } from './runs/tickSearches';
import { measuredOf, withOwn } from './selectors/measured';
import { type ExplorerState, GHOST_TRIALS } from './state';

/** Notices about the assets of one experiment. */
const ASSET_NOTICES: readonly string[] = ['run', 'preview', 'training-set', 'files'];

/** The state after the reader's own experiment has become another one; nothing runs meanwhile. `spec` has been checked. */
export function changeSpec(state: ExplorerState, spec: ExperimentSpec): Partial<ExplorerState> {
  const isSame = experimentKey(spec) === experimentKey(state.spec);
  const notices = state.notices.filter(({ id }) => !id.startsWith('setting'));
  return {
    spec,
    notices,
    ...(assetsOf(spec) === assetsOf(state.spec) ? {} : { typeSearches: {}, tickSearches: NO_TICK_SEARCHES }),
    ...forgottenAssets({ ...state, notices }, spec),
    ...(isSame ? {} : otherResults(state, spec)),
  };
}

/** What was measured of the next experiment before, and the same network's last results as a ghost until there is more of it. */
function otherResults(state: ExplorerState, spec: ExperimentSpec): Partial<ExplorerState> {
  const { spec: before, results: left } = state;
  const series = withOwn(state);
  const { baseline, results } = measuredOf({ ...state, series }, spec);
  const label = describeDifference(before, spec);
  const origin = lossOrigin(before, state.baseline);
  const latest = left.length > 0 ? { label, grid: before.bers, origin, results: left } : state.ghost;
  // What another network did is no "before" of this one.
  const previous = before.model === spec.model ? latest : null;
  return {
    series,
    baseline,
    results,
    preview: null,
    ghost: isCovered(spec, results, GHOST_TRIALS) ? null : previous,
    stored: storedFor(spec, state.storedRuns),
  };
}

/** Drops what is shown or said of a model, weights or a test set that the next spec does not use. */
function forgottenAssets(
  { spec: before, notices }: Pick<ExplorerState, 'spec' | 'notices'>,
  next: ExperimentSpec,
): Partial<ExplorerState> {
  const isSameModel = next.model === before.model;
  const isSameWeights = isSameModel && next.weights === before.weights;
  const isSameData = isSameModel && next.data === before.data;
  if (isSameWeights && isSameData) return {};
  return {
    notices: notices.filter(({ id }) => !ASSET_NOTICES.includes(id)),
    missingData: null,
    missingWeights: null,
    ...(isSameWeights ? {} : { weightHistograms: [] }),
    ...(isSameData ? {} : { data: null }),
  };
}

/** What a search for types or ticks hangs on: results for other assets are others. */
function assetsOf({ model, weights, data, images }: ExperimentSpec): string {
  return [model, weights, data, images].join(' ');
}
