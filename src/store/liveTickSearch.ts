import { checkModel } from '../core/catalog';
import { numWeights } from '../core/model';
import type { Evaluator } from '../experiment/run';
import { experimentKey } from '../experiment/spec/experimentKey';
import type { ExperimentSpec } from '../experiment/spec/experimentSpec';
import type { TickSpan } from '../experiment/specTicks';
import { TICK_LOSSES } from '../experiment/tickFit';
import type { TickEstimate } from '../experiment/tickSearch';
import { loadSearch } from './loadSearch';

/** What adaptive searches found in this visit. */
export interface TickSearches {
  /** By `tickSearchKey`, in the order of `TICK_LOSSES`; fewer than all while a search runs or was stopped. */
  readonly found: Readonly<Record<string, readonly TickEstimate[]>>;
  /** Key of the experiment that is searched now; null while none is. */
  readonly running: string | null;
}

export const NO_TICK_SEARCHES: TickSearches = { found: {}, running: null };

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
    const { searchSpecTicks } = await loadSearch(() => import('../experiment/specTicks'));
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

/** What names the search of an experiment: grid, trials and protocol play no part in it. */
export function tickSearchKey(spec: ExperimentSpec): string {
  return experimentKey(searchedSpec(spec));
}

/** True when every tick of an experiment has been found. */
export function hasAllTicks(found: TickSearches['found'], spec: ExperimentSpec): boolean {
  return (found[tickSearchKey(spec)]?.length ?? 0) === TICK_LOSSES.length;
}

/** Fresh patterns differ at every rate, whatever the experiment's curve does. */
function searchedSpec(spec: ExperimentSpec): ExperimentSpec {
  return { ...spec, protocol: 'independent' };
}

function spanOf(spec: ExperimentSpec): TickSpan {
  const trained = checkModel(spec.model).layers.reduce((sum, layer) => sum + numWeights(layer), 0);
  return { from: trained > MANY_WEIGHTS ? 1e-10 : 1e-8, to: 1e-1 };
}
