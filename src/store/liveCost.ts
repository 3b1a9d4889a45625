import { gridBers } from '../experiment/berGrid';
import { parseLink } from '../experiment/link';
import { PAPER_BUDGETS } from '../experiment/paper/figures';
import { plannedResults } from '../experiment/results';
import { seriesOf } from '../experiment/series';
import { experimentKey } from '../experiment/spec/experimentKey';
import type { ExperimentSpec } from '../experiment/spec/experimentSpec';
import type { StoredRun } from '../experiment/storedRun';
import { familyOf } from '../experiment/view';
import { memoizeLast } from './selectors';
import type { ExplorerState } from './state';

/** The experiments that a link runs when it is opened, by experiment key; all are of one model. */
export type LinkedExperiments = ReadonlyMap<string, ExperimentSpec>;

/** What a link to an experiment of the paper would run on this device. */
export interface LiveCost {
  /** Trials that are not here yet. */
  readonly trials: number;
  /** Wait for them: by the pace of this visit, else by that of the project's own machine. */
  readonly ms: number;
  /** Some of its curves are there at once, from a stored run. */
  readonly hasStored: boolean;
}

/** The experiments behind a link: those that its lens sets side by side, or its own. */
export function linkedExperiments(link: string): LinkedExperiments {
  const { spec, view } = parseLink(link);
  const family = familyOf(view);
  const specs = family === null ? [spec] : seriesOf(family, spec, view.grouping).map((series) => series.spec);
  return new Map(specs.map((one) => [experimentKey(one), one]));
}

/** The wait behind a link; of a model without a budget that has not run yet, null. */
export function liveCost(
  { spec, results, series, storedRuns, paces, engine }: ExplorerState,
  experiments: LinkedExperiments,
): LiveCost | null {
  const own = keyOf(spec);
  const stored = storedKeys(storedRuns);
  const workers = engine.kind === 'ready' ? engine.report.workers : 1;
  const cost = { trials: 0, ms: 0, hasStored: false };
  for (const [key, wanted] of experiments) {
    const pace = paces[wanted.model] ?? budgetedPace(wanted.model, workers);
    if (pace === null) return null;
    const known = plannedResults(wanted, (key === own ? results : series[key]?.results) ?? []);
    const trials = wanted.trials * gridBers(wanted.bers).length - known.length;
    cost.trials += trials;
    cost.ms += trials * wanted.images * pace;
    cost.hasStored ||= stored.has(key);
  }
  return cost;
}

const keyOf = memoizeLast(experimentKey);
const storedKeys = memoizeLast(
  (runs: readonly StoredRun[]) => new Set(runs.map((run) => experimentKey(run.spec))),
);

/** Milliseconds for a sample of a trial on so many workers. */
function budgetedPace(model: string, workers: number): number | null {
  const budget = PAPER_BUDGETS.get(model);
  return budget === undefined ? null : budget.msPerTrial / budget.images / workers;
}
