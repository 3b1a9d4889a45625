import { checkModel } from '../../core/network/catalog';
import { numWeights } from '../../core/network/model';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { Evaluator } from '../../experiment/sweep/run';
import type { TickSpan } from '../../experiment/ticks/search/specTicks';
import type { TickEstimate } from '../../experiment/ticks/search/tickSearch';
import { loadSearch } from './loadSearch';
import { hasAllTicks, searchedSpec, type TickSearches, tickSearchKey } from './tickSearches';

interface TickSearchOptions {
  /** Searched one after the other; those with all their ticks are left out. */
  readonly specs: readonly ExperimentSpec[];
  /** What is there before. */
  readonly found: TickSearches['found'];
  /** Called for each experiment that begins, each tick, and once more at the end. */
  update(searches: TickSearches): void;
  /** All ticks of all experiments are there; not called after a stop. */
  finished(): void;
  failed(error: unknown): void;
}

/** Trained numbers from which on a single flipped bit is rarer than the usual lowest rate. */
const MANY_WEIGHTS = 1e7;

/** Searches the ticks of each experiment; the call it returns ends it and keeps what is there. Loads the search's code when first asked. */
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
        // A search that was stopped finds the same ticks again: the seed alone decides.
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
