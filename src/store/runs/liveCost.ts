import { parseLink } from '../../experiment/link/link';
import { familyOf } from '../../experiment/link/view';
import { PAPER_BUDGETS } from '../../experiment/paper/figures';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { gridBers } from '../../experiment/sweep/berGrid';
import { plannedResults } from '../../experiment/sweep/results';
import { seriesOf } from '../../experiment/sweep/series';
import { measuredOf, uniqueExperiments } from '../selectors/measured';
import { memoizeLast } from '../selectors/selectors';
import { storedRunOf } from '../selectors/storedRunOf';
import type { ExplorerState } from '../state';

/** What a link to an experiment of the paper would run on this device. */
export interface LiveCost {
  /** Trials that are not here yet. */
  readonly trials: number;
  /** Wait for them: by the throughput of this visit, else by that of the project's own machine. */
  readonly ms: number;
  /** Some of its curves are there at once, from a stored run. */
  readonly hasStored: boolean;
}

/**
 * Selects the wait behind a link, computed again only when one of its inputs has changed; null for
 * a model without a budget that has not run yet.
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

/** The model and the experiments of a link: those that its tab sets side by side, or its own. */
function linkedExperiments(link: string): { model: string; specs: readonly ExperimentSpec[] } {
  const { spec, view } = parseLink(link);
  const family = familyOf(view);
  const specs = family === null ? [spec] : seriesOf(family, spec, view.grouping).map((series) => series.spec);
  return { model: spec.model, specs: uniqueExperiments(specs) };
}

/**
 * Milliseconds for a sample of a trial: in this visit, else by the model's budget on so many
 * workers; null without one.
 */
function sampleCostOf({ sampleCosts, engine }: ExplorerState, model: string): number | null {
  const budget = PAPER_BUDGETS.get(model);
  const workers = engine.kind === 'ready' ? engine.report.workers : 1;
  return sampleCosts[model] ?? (budget === undefined ? null : budget.msPerTrial / budget.images / workers);
}
