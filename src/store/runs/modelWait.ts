import { PAPER_BUDGETS } from '../../experiment/paper/figures';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { gridBers } from '../../experiment/sweep/berGrid';
import { plannedResults } from '../../experiment/sweep/results';
import { measuredOf } from '../selectors/measured';
import type { ExplorerState } from '../state';
import { sampleCostOf } from './expectedMs';

/** Wait of a reader who chooses a network. */
interface ModelWait {
  /** True if a curve of the network ships with the page. */
  readonly hasStored: boolean;
  /** Milliseconds of the trials that its first experiment lacks. Null: not known. */
  readonly ms: number | null;
}

/** Returns the wait for the experiment that choosing `model` starts. */
export function modelWait(state: ExplorerState, model: string): ModelWait {
  const spec = model === state.spec.model ? state.spec : specOfModel(model, state.spec);
  const cost = sampleCostOf(state, model);
  const known = plannedResults(spec, measuredOf(state, spec).results).length;
  const trials = spec.trials * gridBers(spec.bers).length - known;
  return {
    hasStored: PAPER_BUDGETS.has(model),
    ms: cost === null ? null : trials * spec.numSamples * cost,
  };
}
