import type { StoreApi } from 'zustand/vanilla';
import { familyOf } from '../../experiment/link/view';
import { experimentKey } from '../../experiment/settings/experimentKey';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { isCovered, knownIn } from '../../experiment/sweep/knownTrials';
import { planSweep, prioritize, type SweepPlan } from '../../experiment/sweep/plan';
import { seriesOf } from '../../experiment/sweep/series';
import { trialsFingerprint } from '../../worker/fingerprint';
import type { PooledEngine } from '../../worker/pool';
import type { LoadedAssets } from '../../worker/protocol';
import { type ResultCache, recallFrom } from '../cache/resultCache';
import { measuredOf, putAllMeasured } from '../selectors/measured';
import { CURSOR_TRIALS, type Explorer, GHOST_TRIALS } from '../state';
import { type KnownSeries, startSeries } from './liveSeries';
import { type LiveSweep, startSweep } from './liveSweep';

/** What runs of experiments need of the store that they report to. */
interface RunsOptions extends Pick<StoreApi<Explorer>, 'getState' | 'setState'> {
  readonly cache: ResultCache;
  readonly now: () => number;
  failed(error: unknown): void;
}

/** Runs what the open tab shows, the reader's own experiment or the series of a family, into the state and the cache. */
export class ExperimentRuns {
  /** Keys of the experiments that the cache was asked for. */
  private readonly recalled = new Set<string>();

  constructor(private readonly options: RunsOptions) {}

  /** Whether all that the cache keeps of the tab's experiments is here. */
  get areRecalled(): boolean {
    return this.shown().every((spec) => this.recalled.has(experimentKey(spec)));
  }

  /** Takes back what was measured of the tab's experiments before, in this visit or an earlier one, while `isCurrent` holds. */
  async recall(assets: LoadedAssets, isCurrent: () => boolean): Promise<void> {
    const { getState, setState, cache } = this.options;
    const isUnknown = (spec: ExperimentSpec) => measuredOf(getState(), spec).results.length === 0;
    const shown = this.shown();
    const found = await Promise.all(
      shown.filter(isUnknown).map(async (spec) => ({
        spec,
        kept: await recallFrom(cache, experimentKey(spec), trialsFingerprint(assets, spec)),
      })),
    );
    if (!isCurrent()) return;
    for (const spec of shown) this.recalled.add(experimentKey(spec));
    const news = found.flatMap(({ spec, kept }) =>
      kept === null || !isUnknown(spec) ? [] : { ...kept, spec },
    );
    setState(putAllMeasured(getState(), news));
  }

  /** Runs what is still lacking. */
  start(engine: PooledEngine): LiveSweep {
    const series = this.series();
    return series.length === 0 ? this.startOwn(engine) : this.startSeries(series, engine);
  }

  /** Says how far it is without running anything. */
  rest(): void {
    const { getState, setState } = this.options;
    const series = this.series();
    const plans =
      series.length === 0
        ? [this.ownPlan()]
        : series.map((spec) => planSweep(spec, knownIn(measuredOf(getState(), spec).results)));
    const done = plans.reduce((sum, { known }) => sum + known, 0);
    const lacking = plans.reduce((sum, plan) => sum + plan.total, 0);
    setState({ progress: { done, total: done + lacking, remainingMs: null, running: false } });
  }

  /** The reader's own experiment and those of the tab's family. */
  private shown(): readonly ExperimentSpec[] {
    return [this.options.getState().spec, ...this.series()];
  }

  /** The experiments of the tab's family, each once; none where the tab shows one experiment. */
  private series(): readonly ExperimentSpec[] {
    const { spec, view } = this.options.getState();
    const family = familyOf(view);
    if (family === null) return [];
    const series = seriesOf(family, spec, view.grouping);
    return [...new Map(series.map((item) => [experimentKey(item.spec), item.spec])).values()];
  }

  /** What the reader's own experiment lacks, first at the cursor. */
  private ownPlan(): SweepPlan {
    const { spec, results, view } = this.options.getState();
    return prioritize(planSweep(spec, knownIn(results)), view.cursorBer, CURSOR_TRIALS);
  }

  private startOwn(engine: PooledEngine): LiveSweep {
    const { getState, setState, now, failed } = this.options;
    const { spec, baseline: knownBaseline } = getState();
    return startSweep(this.ownPlan(), knownBaseline, engine, now, {
      baseline: (baseline) => setState({ baseline }),
      batch: (results) => this.keep({ ...getState(), results }, engine),
      update: (fresh, progress) => {
        const { results: before, ghost } = getState();
        const results = fresh.length > 0 ? [...before, ...fresh] : before;
        setState({
          results,
          progress,
          ghost: ghost === null || isCovered(spec, results, GHOST_TRIALS) ? null : ghost,
        });
      },
      failed,
    });
  }

  private startSeries(specs: readonly ExperimentSpec[], engine: PooledEngine): LiveSweep {
    const { getState, setState, now, failed } = this.options;
    const known = specs.map((spec) => ({ ...measuredOf(getState(), spec), spec }));
    return startSeries(known, engine, now, {
      batch: (batch) => this.keep(batch, engine),
      update: (news, progress) => setState({ ...putAllMeasured(getState(), news), progress }),
      failed,
    });
  }

  /** Keeps a batch for a reload that may come any moment. */
  private keep({ spec, baseline, results }: KnownSeries, { assets }: PooledEngine): void {
    if (baseline === null) return;
    const fingerprint = trialsFingerprint(assets, spec);
    void this.options.cache.add(experimentKey(spec), { baseline, results, fingerprint });
  }
}
