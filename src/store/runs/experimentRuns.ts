import type { StoreApi } from 'zustand/vanilla';
import { familyOf } from '../../experiment/link/view';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
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

/** What runs of experiments need of the store that they report to. */
interface RunsOptions extends Pick<StoreApi<Explorer>, 'getState' | 'setState'> {
  readonly cache: ResultCache;
  readonly now: () => number;
  failed(error: unknown): void;
}

/**
 * Runs what the open tab shows into the state and the cache: the series of its family or, where it
 * shows one experiment, the reader's own as a series of one.
 */
export class ExperimentRuns {
  /** Keys of the experiments that the cache was asked for. */
  private readonly recalled = new Set<string>();

  constructor(private readonly options: RunsOptions) {}

  /** Whether all that the cache keeps of the tab's experiments is here. */
  get areRecalled(): boolean {
    return this.shown().every((spec) => this.recalled.has(keyOf(spec)));
  }

  /**
   * Takes back what was measured of the tab's experiments and of the reader's own in an earlier
   * visit, while `isCurrent` holds.
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
  }

  /** Runs what is still lacking. */
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

  /** Says how far it is without running anything. */
  rest(): void {
    const plan = this.planner();
    const plans = this.running().map(({ spec, results }) => plan(spec, knownIn(results)));
    const done = plans.reduce((sum, { known }) => sum + known, 0);
    const lacking = plans.reduce((sum, { total }) => sum + total, 0);
    const progress = { done, total: done + lacking, remainingMs: null, running: false };
    this.options.setState({ progress });
  }

  /** What the tab runs, with what is known of it. */
  private running(): readonly KnownExperiment[] {
    const state = this.options.getState();
    return this.series().map((spec) => ({ ...measuredOf(state, spec), spec }));
  }

  /** The experiments of the tab and the reader's own, each once. */
  private shown(): readonly ExperimentSpec[] {
    return uniqueExperiments([this.options.getState().spec, ...this.series()]);
  }

  /** The experiments of the tab's family, each once; the reader's own where it has none. */
  private series(): readonly ExperimentSpec[] {
    const { spec, view } = this.options.getState();
    const family = familyOf(view);
    if (family === null) return [spec];
    return uniqueExperiments(seriesOf(family, spec, view.grouping).map((series) => series.spec));
  }

  /** Plans an experiment. Figures of families have no cursor; elsewhere its trials come first. */
  private planner(): typeof planSweep {
    const { view } = this.options.getState();
    if (familyOf(view) !== null) return planSweep;
    return (...about) => prioritize(planSweep(...about), view.cursorBer, CURSOR_TRIALS);
  }

  /** The state with `news`. The ghost leaves once the reader's own experiment has enough trials. */
  private learn(news: readonly KnownExperiment[]): Pick<Explorer, 'measured' | 'ghost'> {
    const state = this.options.getState();
    const { spec, ghost } = state;
    const measured = putMeasured(state, news);
    const { results } = selectOwn({ spec, measured });
    const isOver = ghost !== null && isCovered(spec, results, GHOST_TRIALS);
    return { measured, ghost: isOver ? null : ghost };
  }

  /** Keeps a batch for a reload that may come any moment. */
  private keep({ spec, baseline, results }: KnownExperiment, { assets }: PooledEngine): void {
    if (baseline === null) return;
    const fingerprint = trialsFingerprint(assets, spec);
    void this.options.cache.add(keyOf(spec), { baseline, results, fingerprint });
  }
}
