import { AssetError, messageOf } from '../../core/errors';
import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import { type Measure, measureFor } from '../../core/samples/measure';
import type { QuantizedStructure } from '../../core/site/quantization';
import { seriesOf } from '../../experiment/sweep/series';
import type { PooledEngine } from '../../worker/pool';
import type { ResultCache } from '../cache/resultCache';
import type { TickCache } from '../cache/tickCache';
import type { EngineKeeper } from '../engine/engineKeeper';
import { openExperiment } from '../engine/openExperiment';
import type { ShowDownload } from '../engine/showDownload';
import { notify, refuse } from '../notices';
import { plannedSeries } from '../selectors/plannedSeries';
import type { RunLocks } from '../shelf/runLocks';
import type { Shelf } from '../shelf/shelf';
import { showKept } from '../shelf/showKept';
import type { TabNews } from '../shelf/tabNews';
import type { StateAccess } from '../state';
import { ExperimentRuns } from './experimentRuns';
import { keepTicks, recallTicks } from './keptTicks';
import type { LiveRun } from './liveRun';
import { startTickSearch } from './liveTickSearch';
import { startTypeSearch } from './liveTypeSearch';
import type { StopMemory } from './stopMemory';
import { tickSearchKey } from './tickSearches';

interface WorkOptions {
  readonly store: StateAccess;
  readonly keeper: EngineKeeper;
  readonly cache: ResultCache;
  readonly shelf: Shelf | null;
  readonly tabs: TabNews;
  readonly locks: RunLocks;
  readonly ticks: TickCache;
  /** Remembers over a reload that the reader stopped. Left out: the page always runs. */
  readonly stopMemory: StopMemory | undefined;
  readonly now: () => number;
  readonly showDownload: ShowDownload;
  /** Called once the experiment is open, so that a preview is possible. */
  opened(): void;
  /** Called if the set has fewer samples than the spec counts. */
  tooFewImages(available: number): void;
  /** Called if the opened samples, which have no labels, need another measure than the spec's. */
  otherMeasure(measure: Measure): void;
}

/**
 * Schedules the engine: one sweep or one search at a time, since both use every worker. Starting
 * one ends the other. The sweep resumes after a search.
 */
export class EngineWork {
  private readonly runs: ExperimentRuns;
  private sweep: LiveRun | undefined;
  /** Ends the running search for formats or ticks. Undefined if none runs. */
  private endSearch: (() => void) | undefined;
  /** Counts starts. Older work must not change the state. */
  private generation = 0;
  private isStopped: boolean;
  private isVisible = true;

  constructor(private readonly options: WorkOptions) {
    const { store, cache, tabs, locks, now, stopMemory } = options;
    this.isStopped = stopMemory?.read() ?? false;
    this.runs = new ExperimentRuns({
      ...{ ...store, cache, tabs, locks, now },
      failed: (error) => this.failed(error),
      freed: () => this.resume(),
    });
  }

  /** Ends the running work. Its results are in the state when this returns. */
  end(): void {
    this.sweep?.stop();
    this.sweep = undefined;
    this.endSearch?.();
    this.endSearch = undefined;
    this.generation++;
    this.showLoading(false);
  }

  /**
   * Ends the running work and sweeps the trials that the spec still lacks. If the reader stopped
   * the sweep, only opens model and data.
   */
  async restart(): Promise<void> {
    const isCurrent = this.begin();
    const { store, keeper, showDownload, opened, tooFewImages, otherMeasure } = this.options;
    const { session } = keeper;
    const { spec, data } = store.getState();
    if (session === undefined) return this.showKept();
    const { shelf } = this.options;
    if (shelf !== null && !(session.hasData(spec.data) && session.hasWeights(spec))) {
      await shelf.files.restore(session, spec).catch(() => undefined);
      if (!session.hasWeights(spec) && checkModel(spec.model).dataKind === 'own') {
        const { openKeptNetwork } = await import('../files/openKept');
        await openKeptNetwork(spec.model, store, session).catch((error: unknown) =>
          refuse(store, 'files', error),
        );
      }
      if (!isCurrent()) return;
    }
    this.showLoading(data === null || !this.runs.areRecalled);
    let engine: PooledEngine | null;
    try {
      engine = await openExperiment(session, store, showDownload, isCurrent);
    } catch (error) {
      if (!isCurrent()) return;
      this.failed(error);
      // Data that is open belongs to an experiment that cannot run.
      store.setState({ data: null });
      return;
    }
    if (engine === null) {
      if (!isCurrent()) return;
      this.showLoading(false);
      return this.showKept();
    }
    const { assets } = engine;
    if (spec.numSamples > assets.numSamples) {
      tooFewImages(assets.numSamples);
      return;
    }
    const measure = measureFor(spec.measure, checkModel(spec.model), assets.isLabelled);
    if (measure !== spec.measure) {
      otherMeasure(measure);
      return;
    }
    opened();
    // Not awaited: a search finds ticks again that are not loaded.
    void recallTicks(store, this.options.ticks, assets, isCurrent);
    await this.runs.recall(assets, isCurrent);
    if (!isCurrent()) return;
    this.showLoading(false);
    // A step of a lesson may have no figure.
    if (plannedSeries(store.getState())?.length === 0) store.setState({ progress: null });
    else if (this.isStopped) this.runs.rest();
    else if (this.isVisible) {
      const sweep = await this.runs.start(engine, isCurrent);
      if (isCurrent()) this.sweep = sweep;
      else sweep.stop();
    }
  }

  /** Shows kept results of the experiment as long as no engine has opened it. */
  private async showKept(): Promise<void> {
    const { store, cache, shelf } = this.options;
    if (shelf !== null) await showKept(store, cache, shelf);
  }

  /** Restarts the sweep unless the reader stopped it. */
  resume(): void {
    if (!this.isStopped) void this.restart();
  }

  /** Starts the sweep, even after a stop. */
  run(): void {
    this.setStopped(false);
    void this.restart();
  }

  /**
   * Stops the running work until `run` is called. Does nothing if no trials run: model and data
   * continue to open, and later experiments run.
   */
  stop(): void {
    const isRunning = this.options.store.getState().progress?.running === true;
    if (!isRunning && this.endSearch === undefined) return;
    this.setStopped(true);
    this.end();
  }

  /**
   * Pauses the sweep while the page is hidden. A search continues, since the reader may be waiting
   * for it, and model and data continue to open.
   */
  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    if (this.endSearch !== undefined) return;
    if (isVisible) this.resume();
    else if (this.sweep !== undefined) this.end();
  }

  /** Searches the smallest format of one structure, then resumes the sweep. */
  searchTypes(structure: QuantizedStructure): void {
    const { store, now } = this.options;
    const { getState, setState } = store;
    const { model, numSamples } = getState().spec;
    this.search((engine, finished) =>
      startTypeSearch(engine, {
        structure,
        dataKind: checkModel(model).dataKind,
        images: numSamples,
        now,
        update(search) {
          setState({ typeSearches: { ...getState().typeSearches, [structure]: search } });
          if (!search.running && search.done === search.total) finished();
        },
        failed: (error) => this.failed(error),
      }),
    );
  }

  /** Searches the ticks of each row of the Layers tab, then resumes the sweep. */
  searchTicks(): void {
    const { store, ticks } = this.options;
    const { getState, setState } = store;
    const { spec, view, tickSearches } = getState();
    const specs = seriesOf('layers', spec, view.grouping, view.blocks).map((series) => series.spec);
    this.search((engine, finished) =>
      startTickSearch(engine, {
        specs,
        found: tickSearches.found,
        update(searches) {
          const { running, found } = searches;
          const before = getState().tickSearches.found;
          setState({ tickSearches: searches });
          if (running === null || found[running] === undefined || found[running] === before[running]) return;
          const row = specs.find((series) => tickSearchKey(series) === running)!;
          void keepTicks(ticks, engine.assets, row, found[running]);
        },
        finished,
        failed: (error) => this.failed(error),
      }),
    );
  }

  /** Ends the running search and resumes the sweep. */
  stopSearch(): void {
    this.endSearch?.();
    this.resume();
  }

  private setStopped(isStopped: boolean): void {
    this.isStopped = isStopped;
    this.options.stopMemory?.write(isStopped);
  }

  private showLoading(isLoading: boolean): void {
    const { getState, setState } = this.options.store;
    if (getState().isLoading !== isLoading) setState({ isLoading });
  }

  /** Ends the running work. Returns a function that is true until newer work begins. */
  private begin(): () => boolean {
    this.end();
    const own = this.generation;
    return () => own === this.generation;
  }

  /** Starts a search if the spec's model and data are open. `start` returns its end. */
  private search(start: (engine: PooledEngine, finished: () => void) => () => void): void {
    const { store, keeper } = this.options;
    const engine = keeper.session?.engineFor(store.getState().spec);
    if (engine === undefined) return;
    const isCurrent = this.begin();
    this.endSearch = start(engine, () => {
      if (isCurrent()) this.resume();
    });
  }

  /** Reports an error. A lost device ends the engine, any other error only this run. */
  private failed(error: unknown): void {
    const { store, keeper } = this.options;
    if (error instanceof Error && error.name === 'BackendError') {
      keeper.fail(error);
      return;
    }
    this.end();
    const action = { title: t`Try again`, act: () => store.getState().run() };
    const retry = error instanceof AssetError ? { action } : {};
    notify(store, { id: 'run', tone: 'error', text: messageOf(error), ...retry });
    store.setState({ progress: null, download: null });
  }
}
