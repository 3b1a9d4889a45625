import { parseLink } from '../../experiment/link/link';
import { familyOf } from '../../experiment/link/view';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { gridBers } from '../../experiment/sweep/berGrid';
import { plannedResults } from '../../experiment/sweep/results';
import { seriesOf } from '../../experiment/sweep/series';
import { measuredOf, uniqueExperiments } from '../selectors/measured';
import { memoizeLast } from '../selectors/selectors';
import { storedRunOf } from '../selectors/storedRunOf';
import type { ExplorerState } from '../state';
import { sampleCostOf } from './expectedMs';

/** Work that a link to an experiment of the paper starts on this device. */
export interface LiveCost {
  /** Number of missing trials. */
  readonly trials: number;
  /**
   * Milliseconds that they take, by the throughput of this visit or else of the project's own
   * machine.
   */
  readonly ms: number;
  /** True if some of its curves come from recorded runs and are shown immediately. */
  readonly hasStored: boolean;
}

/**
 * Creates a selector of the cost of a link, which recomputes only if an input has changed. It
 * returns null for a model without a budget that has not run yet.
 */
export function liveCostOf(link: string): (state: ExplorerState) => LiveCost | null {
  const { model, specs } = linkedExperiments(link);
  return memoizeLast(
    (state: ExplorerState) => {
      const throughput = sampleCostOf(state, model);
      if (throughput === null) return null;
      const cost = { trials: 0, ms: 0, hasStored: false };
      for (const spec of specs) {
        const known = plannedResults(spec, measuredOf(state, spec).results).length;
        const trials = spec.trials * gridBers(spec.bers).length - known;
        cost.trials += trials;
        cost.ms += trials * spec.numSamples * throughput;
        cost.hasStored ||= storedRunOf(state.storedRuns, spec) !== null;
      }
      return cost;
    },
    (state) => [
      sampleCostOf(state, model),
      state.storedRuns,
      ...specs.map((spec) => measuredOf(state, spec).results),
    ],
  );
}

/** Returns the model and the experiments of a link: those that its tab compares, or its own. */
function linkedExperiments(link: string): { model: string; specs: readonly ExperimentSpec[] } {
  const { spec, view } = parseLink(link);
  const family = familyOf(view);
  const specs =
    family === null || family === 'learn'
      ? [spec]
      : seriesOf(family, spec, view.grouping, view.blocks).map((series) => series.spec);
  return { model: spec.model, specs: uniqueExperiments(specs) };
}
