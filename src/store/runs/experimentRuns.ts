import type { StoreApi } from 'zustand/vanilla';
import { t } from '../../core/language/t';
import { familyOf } from '../../experiment/link/view';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { RunOrigin } from '../../experiment/shelf/keptRun';
import { isCovered, knownIn } from '../../experiment/sweep/knownTrials';
import { planSweep, prioritize } from '../../experiment/sweep/plan';
import { uniqueTrials } from '../../experiment/sweep/results';
import { trialsFingerprint } from '../../worker/fingerprint';
import type { PooledEngine } from '../../worker/pool';
import type { LoadedAssets } from '../../worker/protocol';
import { type ResultCache, recallFrom } from '../cache/resultCache';
import { notify } from '../notices';
import { keyOf, measuredOf, putMeasured, selectOwn, uniqueExperiments } from '../selectors/measured';
import { plannedSeries } from '../selectors/plannedSeries';
import type { RunLocks } from '../shelf/runLocks';
import { withoutUnchecked } from '../shelf/showKept';
import type { TabNews } from '../shelf/tabNews';
import { CURSOR_TRIALS, type Explorer, GHOST_TRIALS } from '../state';
import { expectedMs } from './expectedMs';
import { type KnownExperiment, type LiveRun, startRun } from './liveRun';

const TABS_NOTICE = 'tabs';
/** Time for which results of other tabs are collected, in milliseconds. */
const FOLLOW_MS = 250;

/** Dependencies of runs: the store that they report to, the cache and a clock. */
interface RunsOptions extends Pick<StoreApi<Explorer>, 'getState' | 'setState'> {
  readonly cache: ResultCache;
  readonly tabs: TabNews;
  readonly locks: RunLocks;
  readonly now: () => number;
  failed(error: unknown): void;
  /** Called when another tab has stopped running an experiment of this one. */
  freed(): void;
}

/**
 * Runs the experiments of the open tab and writes results to the state and the cache. These are the
 * series of the tab's family, or the current experiment as a series of one.
 */
export class ExperimentRuns {
  /** Keys of experiments that were read from the cache. */
  private readonly recalled = new Set<string>();
  /** Fingerprints of experiments in the state. Results with another one are not added. */
  private readonly fingerprints = new Map<string, string>();
  /** Results of other tabs that are not in the state yet. */
  private readonly heard: KnownExperiment[] = [];
  /** True while another tab runs all experiments of this one. */
  private isFollowing = false;

  constructor(private readonly options: RunsOptions) {
    options.tabs.listen((news) => news.kind === 'batch' && this.hear(news.batch, news.fingerprint));
  }

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
    this.checkKept(assets, shown);
    this.isFollowing = false;
    if (getState().notices.some(({ id }) => id === TABS_NOTICE)) getState().dismiss(TABS_NOTICE);
    for (const spec of shown) this.fingerprints.set(keyOf(spec), trialsFingerprint(assets, spec));
    const found = await Promise.all(
      shown.filter(isUnknown).map(async (spec) => ({
        spec,
        kept: await recallFrom(cache, keyOf(spec), trialsFingerprint(assets, spec)),
      })),
    );
    if (!isCurrent()) return;
    for (const spec of shown) this.recalled.add(keyOf(spec));
    const news = found.flatMap(({ spec, kept }) => (kept === null ? [] : this.joined({ ...kept, spec })));
    setState(this.learn(news));
    // Gives results of earlier versions their entry in the runs shelf.
    for (const { spec, kept } of found)
      if (kept !== null) void cache.add(keyOf(spec), { ...kept, results: [] }, this.originOf(spec));
  }

  /**
   * Leaves results that were shown without an engine if this one counts alike, else drops them.
   * Those of another experiment are dropped too.
   */
  private checkKept(assets: LoadedAssets, shown: readonly ExperimentSpec[]): void {
    const state = this.options.getState();
    const { kept } = state;
    if (kept === null) return;
    const own = shown.find((spec) => keyOf(spec) === kept.key);
    const isRight = own !== undefined && trialsFingerprint(assets, own) === kept.fingerprint;
    this.options.setState({ kept: null, measured: isRight ? state.measured : withoutUnchecked(state) });
  }

  /**
   * Runs the trials that are still missing, except those of experiments that another tab runs.
   * Their results arrive from that tab. Does nothing if `isCurrent` returns false meanwhile.
   */
  async start(engine: PooledEngine, isCurrent: () => boolean): Promise<LiveRun> {
    const { getState, setState, locks, now, failed, freed } = this.options;
    const keys = this.series().map(keyOf);
    const taken = await locks.take(keys);
    const waiting = new AbortController();
    if (!isCurrent()) {
      taken.release();
      return { stop: () => {} };
    }
    const elsewhere = keys.filter((key) => !taken.keys.has(key));
    if (elsewhere.length > 0) {
      notify(
        { getState, setState },
        { id: TABS_NOTICE, tone: 'info', text: elsewhereText(elsewhere.length, keys.length) },
      );
      void locks.freed(elsewhere, waiting.signal).then(freed);
    }
    const own = this.running().filter(({ spec }) => taken.keys.has(keyOf(spec)));
    this.isFollowing = own.length === 0;
    if (this.isFollowing) {
      this.rest(true);
      return {
        stop: () => {
          waiting.abort();
          this.isFollowing = false;
          this.rest();
        },
      };
    }
    const run = startRun(own, engine, {
      now,
      plan: this.planner(),
      expectedMs: (trials) => expectedMs(getState(), trials),
      batch: (batch) => this.keep(batch, engine),
      update: (news, progress) => {
        setState({ ...this.learn(news), progress });
        if (!progress.running) taken.release();
      },
      failed,
    });
    return {
      stop() {
        // Its last update releases the locks.
        run.stop();
        waiting.abort();
      },
    };
  }

  /** Shows the progress without running anything. `running` is true if another tab runs it. */
  rest(running = false): void {
    const plan = this.planner();
    const plans = this.running().map(({ spec, results }) => plan(spec, knownIn(results)));
    const done = plans.reduce((sum, { known }) => sum + known, 0);
    const lacking = plans.reduce((sum, { total }) => sum + total, 0);
    const remainingMs = expectedMs(this.options.getState(), lacking);
    this.options.setState({ progress: { done, total: done + lacking, remainingMs, running } });
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
    const state = this.options.getState();
    const planned = plannedSeries(state);
    return planned === null ? [state.spec] : uniqueExperiments(planned.map(({ spec }) => spec));
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

  /**
   * Takes in results that another tab measured, if they belong to this tab's experiments. They are
   * shown a few times a second.
   */
  private hear(batch: KnownExperiment, fingerprint: string): void {
    if (this.fingerprints.get(keyOf(batch.spec)) !== fingerprint) return;
    if (this.heard.push(batch) > 1) return;
    setTimeout(() => {
      for (const news of this.heard.splice(0)) this.options.setState(this.learn([this.joined(news)]));
      if (this.isFollowing) this.rest(true);
    }, FOLLOW_MS);
  }

  /** Joins results to those in the state. */
  private joined({ spec, baseline, results }: KnownExperiment): KnownExperiment {
    const known = measuredOf(this.options.getState(), spec);
    return {
      spec,
      baseline: known.baseline ?? baseline,
      results: known.results.length === 0 ? results : uniqueTrials([...known.results, ...results]),
    };
  }

  /** Writes a batch to the cache at once, since the page may be reloaded at any moment. */
  private keep(batch: KnownExperiment, { assets }: PooledEngine): void {
    const { spec, baseline, results } = batch;
    if (baseline === null) return;
    const fingerprint = trialsFingerprint(assets, spec);
    void this.options.cache.add(keyOf(spec), { baseline, results, fingerprint }, this.originOf(spec));
    this.options.tabs.post({ kind: 'batch', batch: { spec, baseline, results }, fingerprint });
  }

  private originOf(spec: ExperimentSpec): RunOrigin {
    const { engine } = this.options.getState();
    return { spec, device: engine.kind === 'ready' ? engine.report.adapter : '', atMs: Date.now() };
  }
}

function elsewhereText(count: number, all: number): string {
  return all === 1
    ? t`Another tab of the page runs this experiment. Its points appear here as they arrive`
    : t`Another tab of the page runs ${count} of these ${all} experiments. Its points appear here as they arrive`;
}
