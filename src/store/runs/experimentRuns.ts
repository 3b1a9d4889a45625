import type { StoreApi } from 'zustand/vanilla';
import { familyOf } from '../../experiment/link/view';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { RunOrigin } from '../../experiment/shelf/keptRun';
import { isCovered, knownIn } from '../../experiment/sweep/knownTrials';
import { planSweep, prioritize } from '../../experiment/sweep/plan';
import { seriesOf } from '../../experiment/sweep/series';
import { trialsFingerprint } from '../../worker/fingerprint';
import type { PooledEngine } from '../../worker/pool';
import type { LoadedAssets } from '../../worker/protocol';
import { type ResultCache, recallFrom } from '../cache/resultCache';
import { keyOf, measuredOf, putMeasured, selectOwn, uniqueExperiments } from '../selectors/measured';
import { CURSOR_TRIALS, type Explorer, GHOST_TRIALS } from '../state';
import { type KnownExperiment, type LiveRun, startRun } from './liveRun';

/** Dependencies of runs: the store that they report to, the cache and a clock. */
interface RunsOptions extends Pick<StoreApi<Explorer>, 'getState' | 'setState'> {
  readonly cache: ResultCache;
  readonly now: () => number;
  failed(error: unknown): void;
}

/**
 * Runs the experiments of the open tab and writes results to the state and the cache. These are the
 * series of the tab's family, or the current experiment as a series of one.
 */
export class ExperimentRuns {
  /** Keys of experiments that were read from the cache. */
  private readonly recalled = new Set<string>();

  constructor(private readonly options: RunsOptions) {}

  /** True if the cache was read for all experiments of the tab. */
  get areRecalled(): boolean {
    return this.shown().every((spec) => this.recalled.has(keyOf(spec)));
  }

  /**
   * Reads cached results of the tab's experiments and of the current one into the state, unless
   * `isCurrent` returns false meanwhile.
   */
  async recall(assets: LoadedAssets, isCurrent: () => boolean): Promise<void> {
    const { getState, setState, cache } = this.options;
    const isUnknown = (spec: ExperimentSpec) => measuredOf(getState(), spec).results.length === 0;
    const shown = this.shown();
    const found = await Promise.all(
      shown.filter(isUnknown).map(async (spec) => ({
        spec,
        kept: await recallFrom(cache, keyOf(spec), trialsFingerprint(assets, spec)),
      })),
    );
    if (!isCurrent()) return;
    for (const spec of shown) this.recalled.add(keyOf(spec));
    const news = found.flatMap(({ spec, kept }) =>
      kept === null || !isUnknown(spec) ? [] : { ...kept, spec },
    );
    setState(this.learn(news));
    // Gives results of earlier versions their entry in the runs shelf.
    for (const { spec, kept } of found)
      if (kept !== null) void cache.add(keyOf(spec), { ...kept, results: [] }, this.originOf(spec));
  }

  /** Runs the trials that are still missing. */
  start(engine: PooledEngine): LiveRun {
    const { setState, now, failed } = this.options;
    return startRun(this.running(), engine, {
      now,
      plan: this.planner(),
      batch: (batch) => this.keep(batch, engine),
      update: (news, progress) => setState({ ...this.learn(news), progress }),
      failed,
    });
  }

  /** Shows the progress without running anything. */
  rest(): void {
    const plan = this.planner();
    const plans = this.running().map(({ spec, results }) => plan(spec, knownIn(results)));
    const done = plans.reduce((sum, { known }) => sum + known, 0);
    const lacking = plans.reduce((sum, { total }) => sum + total, 0);
    const progress = { done, total: done + lacking, remainingMs: null, running: false };
    this.options.setState({ progress });
  }

  /** Returns the experiments that the tab runs, with their results. */
  private running(): readonly KnownExperiment[] {
    const state = this.options.getState();
    return this.series().map((spec) => ({ ...measuredOf(state, spec), spec }));
  }

  /** Returns the experiments of the tab and the current one, without duplicates. */
  private shown(): readonly ExperimentSpec[] {
    return uniqueExperiments([this.options.getState().spec, ...this.series()]);
  }

  /**
   * Returns the experiments of the tab's family without duplicates, or the current one if the tab
   * has no family.
   */
  private series(): readonly ExperimentSpec[] {
    const { spec, view } = this.options.getState();
    const family = familyOf(view);
    if (family === null) return [spec];
    return uniqueExperiments(seriesOf(family, spec, view.grouping).map((series) => series.spec));
  }

  /**
   * Returns the planner of the tab. Trials at the cursor come first, except in families, whose
   * figures have no cursor.
   */
  private planner(): typeof planSweep {
    const { view } = this.options.getState();
    if (familyOf(view) !== null) return planSweep;
    return (...about) => prioritize(planSweep(...about), view.cursorBer, CURSOR_TRIALS);
  }

  /**
   * Returns the changes of the state for new results. Drops the ghost once the current experiment
   * has enough trials.
   */
  private learn(news: readonly KnownExperiment[]): Pick<Explorer, 'measured' | 'ghost'> {
    const state = this.options.getState();
    const { spec, ghost } = state;
    const measured = putMeasured(state, news);
    const { results } = selectOwn({ spec, measured });
    const isOver = ghost !== null && isCovered(spec, results, GHOST_TRIALS);
    return { measured, ghost: isOver ? null : ghost };
  }

  /** Writes a batch to the cache at once, since the page may be reloaded at any moment. */
  private keep({ spec, baseline, results }: KnownExperiment, { assets }: PooledEngine): void {
    if (baseline === null) return;
    const fingerprint = trialsFingerprint(assets, spec);
    void this.options.cache.add(keyOf(spec), { baseline, results, fingerprint }, this.originOf(spec));
  }

  private originOf(spec: ExperimentSpec): RunOrigin {
    const { engine } = this.options.getState();
    return { spec, device: engine.kind === 'ready' ? engine.report.adapter : '', atMs: Date.now() };
  }
}
