import { checkModel } from '../core/network/catalog';
import { lossOrigin } from '../experiment/curve/curve';
import { fittingBlocks } from '../experiment/network/layerGroups';
import { experimentKey } from '../experiment/settings/experimentKey';
import type { ExperimentSpec } from '../experiment/settings/experimentSpec';
import { describeDifference } from '../experiment/settings/specDifference';
import { isCovered } from '../experiment/sweep/knownTrials';
import { NO_TICK_SEARCHES } from './runs/tickSearches';
import { measuredOf, selectOwn } from './selectors/measured';
import { type ExplorerState, GHOST_TRIALS } from './state';

/** Ids of notices about the model and data of one experiment. */
const ASSET_NOTICES: readonly string[] = ['run', 'preview', 'training-set', 'files'];

/**
 * Returns the changes of the state for another experiment. `spec` must be valid, and nothing may be
 * running.
 */
export function changeSpec(state: ExplorerState, spec: ExperimentSpec): Partial<ExplorerState> {
  const isOther = spec.model !== state.spec.model;
  const isSame = experimentKey(spec) === experimentKey(state.spec);
  const notices = state.notices.filter(({ id }) => !id.startsWith('setting'));
  return {
    spec,
    ...(isOther && {
      view: { ...state.view, blocks: fittingBlocks(state.view.blocks, checkModel(spec.model)) },
    }),
    notices,
    awaited: null,
    ...(assetsOf(spec) === assetsOf(state.spec) ? {} : { typeSearches: {}, tickSearches: NO_TICK_SEARCHES }),
    ...forgottenAssets({ ...state, notices }, spec),
    ...(isSame ? {} : otherResults(state, spec)),
  };
}

/**
 * Returns the changes of results for another experiment. The last results of the same network
 * become the ghost unless the next experiment already has enough trials.
 */
function otherResults(state: ExplorerState, spec: ExperimentSpec): Partial<ExplorerState> {
  const { spec: before } = state;
  const { baseline, results } = selectOwn(state);
  const label = describeDifference(before, spec);
  const origin = lossOrigin(before, baseline);
  const latest = results.length > 0 ? { label, spec: before, origin, results } : state.ghost;
  // Results of another network are not comparable.
  const previous = before.model === spec.model ? latest : null;
  return {
    preview: null,
    propagation: null,
    ghost: isCovered(spec, measuredOf(state, spec).results, GHOST_TRIALS) ? null : previous,
  };
}

/** Returns the changes that drop data and notices of assets that the next spec does not use. */
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

/** Returns the settings on which the results of a search for formats or ticks depend. */
function assetsOf({ model, weights, data, numSamples }: ExperimentSpec): string {
  return [model, weights, data, numSamples].join(' ');
}
