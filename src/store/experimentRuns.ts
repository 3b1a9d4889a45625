import type { StoreApi } from 'zustand/vanilla';
import { isCovered, knownIn } from '../experiment/knownTrials';
import { planSweep, prioritize } from '../experiment/plan';
import { seriesOf } from '../experiment/series';
import { experimentKey } from '../experiment/spec/experimentKey';
import type { ExperimentSpec } from '../experiment/spec/experimentSpec';
import { familyOf, type View } from '../experiment/view';
import type { PooledEngine } from '../worker/pool';
import { startSeries } from './liveSeries';
import { type LiveSweep, startSweep } from './liveSweep';
import { measuredOf, putAllMeasured } from './measured';
import { type ResultsVault, recallFrom } from './resultsVault';
import { CURSOR_TRIALS, type Explorer, GHOST_TRIALS } from './state';

/** What runs of experiments need of the store that they report to. */
interface RunsOptions extends Pick<StoreApi<Explorer>, 'getState' | 'setState'> {
  readonly vault: ResultsVault;
  readonly now: () => number;
  failed(error: unknown): void;
}

/** Results are kept for a reload this often while something runs. */
const KEEP_MS = 2000;

/** What a view wants to run: other words, another run. */
export function runOf(view: View): string {
  const family = familyOf(view);
  return family === 'layers' ? `${family} ${view.grouping}` : (family ?? 'own');
}

/** Runs what the open lens shows, the reader's own experiment or the series of a family, into the state and the vault. */
export class ExperimentRuns {
  private keptMs: number;

  constructor(private readonly options: RunsOptions) {
    this.keptMs = options.now();
  }

  /** Takes back what was measured of the lens's experiments before, in this visit or an earlier one, while `isCurrent` holds. */
  async recall(fingerprint: string, isCurrent: () => boolean): Promise<void> {
    const { getState, setState, vault } = this.options;
    const isUnknown = (spec: ExperimentSpec) => measuredOf(getState(), spec).results.length === 0;
    const found = await Promise.all(
      [getState().spec, ...this.series()].filter(isUnknown).map(async (spec) => ({
        spec,
        kept: await recallFrom(vault, experimentKey(spec), fingerprint),
      })),
    );
    if (!isCurrent()) return;
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

  /** The experiments of the lens's family, each once; none where the lens shows one experiment. */
  private series(): readonly ExperimentSpec[] {
    const { spec, view } = this.options.getState();
    const family = familyOf(view);
    if (family === null) return [];
    const series = seriesOf(family, spec, view.grouping);
    return [...new Map(series.map((item) => [experimentKey(item.spec), item.spec])).values()];
  }

  private startOwn(engine: PooledEngine): LiveSweep {
    const { getState, setState, now, failed } = this.options;
    const { spec, results: known, baseline: knownBaseline, view } = getState();
    const plan = prioritize(planSweep(spec, knownIn(known)), view.cursorBer, CURSOR_TRIALS);
    return startSweep(plan, knownBaseline, engine, now, {
      baseline: (baseline) => setState({ baseline }),
      update: (fresh, progress) => {
        const { results: before, ghost } = getState();
        const results = fresh.length > 0 ? [...before, ...fresh] : before;
        setState({
          results,
          progress,
          ghost: ghost === null || isCovered(spec, results, GHOST_TRIALS) ? null : ghost,
        });
        if (this.isTimeToKeep(progress.running)) this.keep([spec], engine.assets.fingerprint);
      },
      failed,
    });
  }

  private startSeries(specs: readonly ExperimentSpec[], engine: PooledEngine): LiveSweep {
    const { getState, setState, now, failed } = this.options;
    const known = specs.map((spec) => ({ ...measuredOf(getState(), spec), spec }));
    const unkept = new Set<ExperimentSpec>();
    return startSeries(known, engine, now, {
      update: (news, progress) => {
        setState({ ...putAllMeasured(getState(), news), progress });
        for (const { spec } of news) unkept.add(spec);
        if (!this.isTimeToKeep(progress.running)) return;
        this.keep([...unkept], engine.assets.fingerprint);
        unkept.clear();
      },
      failed,
    });
  }

  private isTimeToKeep(running: boolean): boolean {
    return !running || this.options.now() - this.keptMs > KEEP_MS;
  }

  /** Keeps the results of experiments that run on assets of this fingerprint. */
  private keep(specs: readonly ExperimentSpec[], fingerprint: string): void {
    const { getState, vault, now } = this.options;
    this.keptMs = now();
    for (const spec of specs) {
      const { baseline, results } = measuredOf(getState(), spec);
      if (baseline !== null && results.length > 0)
        void vault.write(experimentKey(spec), { baseline, results, fingerprint });
    }
  }
}
