import type { StoredRun } from '../../experiment/documents/storedRun';
import { parseLink } from '../../experiment/link/link';
import { familyOf } from '../../experiment/link/view';
import { PAPER_BUDGETS } from '../../experiment/paper/figures';
import { experimentKey } from '../../experiment/settings/experimentKey';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { gridBers } from '../../experiment/sweep/berGrid';
import { plannedResults, type TrialResult } from '../../experiment/sweep/results';
import { seriesOf } from '../../experiment/sweep/series';
import { memoizeLast } from '../selectors/selectors';
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
 * Selects the wait behind a link, worked out anew only when what it hangs on has changed; null for a model without a budget
 * that has not run yet.
 */
export function liveCostOf(link: string): (state: ExplorerState) => LiveCost | null {
  const { model, specs } = linkedExperiments(link);
  return memoizeLast(
    (state: ExplorerState) => {
      const throughput = sampleCostOf(state, model);
      if (throughput === null) return null;
      const stored = storedKeys(state.storedRuns);
      const cost = { trials: 0, ms: 0, hasStored: false };
      for (const [key, spec] of specs) {
        const known = plannedResults(spec, resultsOf(state, key)).length;
        const trials = spec.trials * gridBers(spec.bers).length - known;
        cost.trials += trials;
        cost.ms += trials * spec.images * throughput;
        cost.hasStored ||= stored.has(key);
      }
      return cost;
    },
    (state) => [
      sampleCostOf(state, model),
      state.storedRuns,
      ...Array.from(specs.keys(), (key) => resultsOf(state, key)),
    ],
  );
}

/** The model that a link runs when it is opened, and by experiment key those that its tab sets side by side, or its own. */
function linkedExperiments(link: string): { model: string; specs: ReadonlyMap<string, ExperimentSpec> } {
  const { spec, view } = parseLink(link);
  const family = familyOf(view);
  const specs = family === null ? [spec] : seriesOf(family, spec, view.grouping).map((series) => series.spec);
  return { model: spec.model, specs: new Map(specs.map((one) => [experimentKey(one), one])) };
}

const keyOf = memoizeLast(experimentKey);
const storedKeys = memoizeLast(
  (runs: readonly StoredRun[]) => new Set(runs.map((run) => experimentKey(run.spec))),
);

const NO_RESULTS: readonly TrialResult[] = [];

/** What has been measured in this visit, the same array while it stays the same. */
function resultsOf({ spec, results, series }: ExplorerState, key: string): readonly TrialResult[] {
  return (key === keyOf(spec) ? results : series[key]?.results) ?? NO_RESULTS;
}

/** Milliseconds for a sample of a trial: in this visit, else by the model's budget on so many workers; null without one. */
function sampleCostOf({ sampleCosts, engine }: ExplorerState, model: string): number | null {
  const budget = PAPER_BUDGETS.get(model);
  const workers = engine.kind === 'ready' ? engine.report.workers : 1;
  return sampleCosts[model] ?? (budget === undefined ? null : budget.msPerTrial / budget.images / workers);
}
