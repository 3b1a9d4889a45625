import { PAPER_BUDGETS } from '../../experiment/paper/figures';
import type { ExplorerState } from '../state';

/**
 * Returns the milliseconds per sample of a trial of a model, with all workers in parallel: measured
 * in this visit, or else what the project's own machine took, for as many workers as run here. Null
 * for a model that was not measured, and on a GPU before the first sweep.
 */
export function sampleCostOf(
  { sampleCosts, engine }: Pick<ExplorerState, 'sampleCosts' | 'engine'>,
  model: string,
): number | null {
  const measured = sampleCosts[model];
  if (measured !== undefined) return measured;
  const budget = PAPER_BUDGETS.get(model);
  if (budget === undefined || (engine.kind === 'ready' && engine.report.device !== 'wasm')) return null;
  const workers = engine.kind === 'ready' ? engine.report.workers : 1;
  return budget.msPerTrial / budget.images / workers;
}

/** Estimates the milliseconds of trials of the current experiment. Null: not known. */
export function expectedMs(state: ExplorerState, trials: number): number | null {
  const cost = sampleCostOf(state, state.spec.model);
  return cost === null ? null : trials * state.spec.numSamples * cost;
}
