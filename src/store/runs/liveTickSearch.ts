import { checkModel } from '../../core/network/catalog';
import { numWeights } from '../../core/network/model';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { Evaluator } from '../../experiment/sweep/run';
import type { TickSpan } from '../../experiment/ticks/search/specTicks';
import type { TickEstimate } from '../../experiment/ticks/search/tickSearch';
import { loadSearch } from './loadSearch';
import { hasAllTicks, searchedSpec, type TickSearches, tickSearchKey } from './tickSearches';

interface TickSearchOptions {
  /** Experiments to search, one after the other. Those with all ticks are skipped. */
  readonly specs: readonly ExperimentSpec[];
  /** Ticks found earlier. */
  readonly found: TickSearches['found'];
  /** Called at the start of each experiment, for each tick, and at the end. */
  update(searches: TickSearches): void;
  /** Called once all ticks of all experiments are found. Not called after a stop. */
  finished(): void;
  failed(error: unknown): void;
}

/** Number of weights above which the lowest BER must be lower. */
const MANY_WEIGHTS = 1e7;

/**
 * Searches the ticks of each experiment. Loads the code of the search at the first call. Returns a
 * function that ends the search and keeps the ticks found.
 */
export function startTickSearch(evaluator: Evaluator, options: TickSearchOptions): () => void {
  const { specs, update } = options;
  const controller = new AbortController();
  const { signal } = controller;
  let latest: TickSearches = { found: options.found, running: null };
  const report = (change: Partial<TickSearches>) => {
    latest = { ...latest, ...change };
    update(latest);
  };
  const follow = async () => {
    const waiting = specs.filter((spec) => !hasAllTicks(latest.found, spec));
    const [first] = waiting;
    if (first !== undefined) report({ running: tickSearchKey(first) });
    const { searchSpecTicks } = await loadSearch(() => import('../../experiment/ticks/search/specTicks'));
    for (const spec of waiting) {
      if (signal.aborted) return;
      const key = tickSearchKey(spec);
      if (latest.running !== key) report({ running: key });
      const ticks: TickEstimate[] = [];
      for await (const tick of searchSpecTicks(searchedSpec(spec), spanOf(spec), evaluator, signal)) {
        if (signal.aborted) return;
        ticks.push(tick);
        // A resumed search finds the same ticks again, because they depend only on the seed.
        if (ticks.length > (latest.found[key]?.length ?? 0))
          report({ found: { ...latest.found, [key]: [...ticks] } });
      }
    }
    if (signal.aborted) return;
    report({ running: null });
    options.finished();
  };
  follow().catch((error: unknown) => {
    if (signal.aborted) return;
    report({ running: null });
    options.failed(error);
  });
  return () => {
    if (signal.aborted || latest.running === null) return;
    controller.abort();
    report({ running: null });
  };
}

function spanOf(spec: ExperimentSpec): TickSpan {
  const trained = checkModel(spec.model).layers.reduce((sum, layer) => sum + numWeights(layer), 0);
  return { from: trained > MANY_WEIGHTS ? 1e-10 : 1e-8, to: 1e-1 };
}
