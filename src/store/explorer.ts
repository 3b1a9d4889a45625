import { createStore, type StoreApi } from 'zustand/vanilla';
import { checkModel } from '../core/catalog';
import { EMBEDDED_SAMPLES } from '../core/embedded';
import { AssetError, SpecError } from '../core/errors';
import { previewImages } from '../core/preview';
import type { QuantizedStructure } from '../core/quantization';
import { sampleNoun } from '../core/sampleNoun';
import { STOCK_WEIGHTS } from '../core/stockWeights';
import { isCovered } from '../experiment/knownTrials';
import { describeLinkProblems, parseLink } from '../experiment/link';
import { seriesOf } from '../experiment/series';
import { checkImages } from '../experiment/spec/checkImages';
import { checkSpec } from '../experiment/spec/checkSpec';
import { dataTitle, weightsTitle } from '../experiment/spec/dataId';
import { experimentKey } from '../experiment/spec/experimentKey';
import { DEFAULT_SPEC, type ExperimentSpec } from '../experiment/spec/experimentSpec';
import { specOfModel } from '../experiment/spec/specOfModel';
import { toInjection } from '../experiment/spec/toInjection';
import type { StoredRun } from '../experiment/storedRun';
import { DEFAULT_VIEW, familyOf } from '../experiment/view';
import type { PooledEngine } from '../worker/pool';
import { bringFiles } from './bringFiles';
import { changeSpec } from './changeSpec';
import { download } from './download';
import { EngineSession, type StartPool } from './engineSession';
import { ExperimentRuns, runOf } from './experimentRuns';
import { initialState, storedFor } from './initialState';
import type { LiveSweep } from './liveSweep';
import { startTickSearch } from './liveTickSearch';
import { startTypeSearch } from './liveTypeSearch';
import { watchPaces } from './paces';
import type { PartsVault } from './partsVault';
import { createPreviewLoop } from './previewLoop';
import { readChip } from './readChip';
import type { ResultsVault } from './resultsVault';
import { sortFiles } from './sortFiles';
import { CURSOR_TRIALS, type Explorer, type Notice } from './state';
import type { StopMemory } from './stopMemory';

/** What the store is made of; everything that touches the world comes in here. */
export interface ExplorerOptions {
  /** The hash that the page was opened with. */
  readonly hash: string;
  readonly storedRuns: readonly StoredRun[];
  readonly startPool: StartPool;
  /** Address of the folder with models and data, ending in a slash. */
  readonly assetBase: string;
  readonly vault: ResultsVault;
  /** Parts of downloads from other hosts. */
  readonly parts: PartsVault;
  /** Whether the reader stopped before a reload; without it a page always runs. */
  readonly stopMemory?: StopMemory;
  readonly now: () => number;
}

const trainingSetWarning = (nouns: string) =>
  `These are the ${nouns} that the weights were trained on: the error on them says nothing about others`;
/** Files that take longer to read say so. */
const QUIET_READ_MS = 400;
/** A download is told this often. */
const DOWNLOAD_MS = 100;

/** A store and the call that starts its engine; the page is usable, on stored results, before and without it. */
export interface ExplorerStore extends StoreApi<Explorer> {
  /** Starts the engine and the first sweep. */
  start(): Promise<void>;
  /** Opens the experiment of another link, as the browser's Back does. */
  openLink(hash: string): void;
  /** A page that nobody sees pauses its sweep and goes on when it is seen again. */
  setVisible(visible: boolean): void;
}

/** Creates the page's one store. */
export function createExplorer(options: ExplorerOptions): ExplorerStore {
  const { now } = options;
  let session: EngineSession | undefined;
  let live: LiveSweep | undefined;
  /** Ends the search for types or ticks that runs, if one does. */
  let endSearch: (() => void) | undefined;
  /** Counts restarts: what began before the newest one must not touch the state. */
  let generation = 0;
  let engineGeneration = 0;
  let stopped = options.stopMemory?.read() ?? false;
  let visible = true;
  let shownMs = now();
  /** Files that came before the engine did. */
  let waitingFiles: readonly File[] = [];

  const store = createStore<Explorer>(() => ({
    ...initialState(options.hash, options.storedRuns),
    edit: (change) => applySpec({ ...get().spec, ...change }),
    chooseModel(id) {
      get().dismiss('files');
      applySpec(specOfModel(id, get().spec));
    },
    look(change) {
      const before = get().view;
      const view = { ...before, ...change };
      set({ view });
      if (view.device !== before.device) void startEngine();
      else if (runOf(view) !== runOf(before)) {
        endSweep();
        set({ progress: null });
        void restart();
      } else if (familyOf(view) === null && (change.cursorBer !== undefined || change.trial !== undefined))
        preview();
    },
    commitCursor() {
      const { spec, results, view } = get();
      // Figures of several series have no other rates than the grid's.
      if (familyOf(view) !== null) return;
      const atCursor: ExperimentSpec = { ...spec, bers: { kind: 'list', bers: [view.cursorBer] } };
      if (view.cursorBer > 0 && !stopped && !isCovered(atCursor, results, CURSOR_TRIALS)) void restart();
    },
    run() {
      setStopped(false);
      if (get().engine.kind === 'failed') void startEngine();
      else void restart();
    },
    stop() {
      setStopped(true);
      endSweep();
    },
    reset() {
      set({ view: { ...DEFAULT_VIEW, device: get().view.device } });
      applySpec(DEFAULT_SPEC);
    },
    openFiles: (files) => void openFiles(files),
    closeChip: () => set({ chip: null }),
    fetchStockWeights: () => void fetchStockWeights(),
    searchTypes,
    searchTicks,
    stopSearch() {
      endSearch?.();
      if (!stopped) void restart();
    },
    addStored(runs) {
      const storedRuns = [...get().storedRuns, ...runs];
      set({ storedRuns, stored: storedFor(get().spec, storedRuns) });
    },
    dismiss: (noticeId) => set({ notices: get().notices.filter(({ id }) => id !== noticeId) }),
  }));
  const { getState: get, setState: set } = store;
  const runs = new ExperimentRuns({ ...store, vault: options.vault, now, failed: reportRunError });
  watchPaces(store);

  function setStopped(value: boolean): void {
    stopped = value;
    options.stopMemory?.write(value);
  }

  function notify(notice: Notice): void {
    set({ notices: [...get().notices.filter(({ id }) => id !== notice.id), notice] });
  }

  function refuse(id: string, error: unknown): void {
    notify({ id, tone: 'error', text: error instanceof Error ? error.message : String(error) });
  }

  /** Takes a new spec if every setting can be used, else says why not and changes nothing. */
  function applySpec(wanted: ExperimentSpec): void {
    const { spec: before, data } = get();
    let spec: ExperimentSpec;
    try {
      spec = checkSpec(wanted);
      if (data !== null && spec.data === before.data && spec.model === before.model)
        checkImages(spec.images, spec.data, checkModel(spec.model), data.numImages);
    } catch (error) {
      refuse(error instanceof SpecError ? `setting-${error.field}` : 'setting', error);
      return;
    }
    endSweep();
    set(changeSpec(get(), spec));
    // How far the last series were says nothing of the next.
    if (familyOf(get().view) !== null) set({ progress: null });
    void restart();
  }

  /** Ends what runs; its results so far are in the state before this returns. */
  function endSweep(): number {
    live?.stop();
    live = undefined;
    endSearch?.();
    endSearch = undefined;
    return ++generation;
  }

  /** Pauses the sweep for the search: both want every worker. */
  function searchTypes(structure: QuantizedStructure): void {
    const { spec } = get();
    const engine = session?.engineFor(spec);
    if (engine === undefined) return;
    const own = endSweep();
    endSearch = startTypeSearch(engine, {
      structure,
      dataKind: checkModel(spec.model).dataKind,
      images: spec.images,
      now,
      update(search) {
        set({ typeSearches: { ...get().typeSearches, [structure]: search } });
        if (!search.running && search.done === search.total && own === generation && !stopped) void restart();
      },
      failed: reportRunError,
    });
  }

  /** Likewise, for each row of the lens of layers. */
  function searchTicks(): void {
    const { spec, view, tickSearches } = get();
    const engine = session?.engineFor(spec);
    if (engine === undefined) return;
    const own = endSweep();
    endSearch = startTickSearch(engine, {
      specs: seriesOf('layers', spec, view.grouping).map((series) => series.spec),
      found: tickSearches.found,
      update: (searches) => set({ tickSearches: searches }),
      finished() {
        if (own === generation && !stopped) void restart();
      },
      failed: reportRunError,
    });
  }

  async function startEngine(): Promise<void> {
    endSweep();
    const own = ++engineGeneration;
    const previous = session;
    session = undefined;
    previous?.pool.terminate();
    set({ engine: { kind: 'starting' } });
    get().dismiss('device');
    try {
      const pool = await options.startPool(get().view.device, {
        onNotice(message) {
          notify({ id: 'device', tone: 'warning', text: message });
          if (session !== undefined) set({ engine: { kind: 'ready', report: session.pool.report } });
        },
        onFailed(error) {
          if (own === engineGeneration) failEngine(error);
        },
      });
      if (own !== engineGeneration) return pool.terminate();
      session = new EngineSession(pool, options.assetBase, previous);
      set({ engine: { kind: 'ready', report: pool.report } });
      get().dismiss('engine');
    } catch (error) {
      if (own === engineGeneration) failEngine(error);
      return;
    }
    const files = waitingFiles;
    waitingFiles = [];
    // First the page's own experiment: files that are refused must not leave it standing still.
    await restart();
    if (files.length > 0) await openFiles(files);
  }

  /** Without a device: what was computed stays, and Run starts a new one. */
  function failEngine(error: unknown): void {
    endSweep();
    session?.pool.terminate();
    session = undefined;
    const message = error instanceof Error ? error.message : String(error);
    set({ engine: { kind: 'failed', message }, progress: null, download: null });
    notify({ id: 'engine', tone: 'error', text: `${message}. What was computed stays; Run tries again` });
  }

  /** Ends the running sweep and runs what the spec still lacks. */
  async function restart(): Promise<void> {
    const own = endSweep();
    const opener = session;
    if (opener === undefined) return;
    const { spec } = get();
    const { dataKind } = checkModel(spec.model);
    const missingData = opener.hasData(spec.data) ? null : dataTitle(spec.data, dataKind);
    const missingWeights = opener.hasWeights(spec) ? null : weightsTitle(spec.weights, dataKind);
    if (missingData !== null || missingWeights !== null) {
      set({ missingData, missingWeights, data: null, progress: null, download: null });
      return;
    }
    let engine: PooledEngine;
    try {
      engine = await opener.open(spec, (loaded, total) => {
        if (own === generation) showDownload(spec, loaded, total);
      });
    } catch (error) {
      if (own === generation) reportRunError(error);
      return;
    }
    if (own !== generation) return;
    set({ download: null });
    get().dismiss('run');
    const { assets } = engine;
    if (assets.isTrainingSet)
      notify({ id: 'training-set', tone: 'warning', text: trainingSetWarning(`${sampleNoun(dataKind)}s`) });
    else get().dismiss('training-set');
    set({
      missingData: null,
      missingWeights: null,
      weightHistograms: assets.histograms,
      // The rest of the embedded digits is fetched when a spec asks for it.
      data: {
        ...assets,
        numImages: spec.data === 'generated' ? EMBEDDED_SAMPLES[dataKind] : assets.numImages,
        title: dataTitle(assets.dataId, dataKind),
      },
    });
    if (spec.images > assets.numImages) {
      refuseImages(spec, assets.numImages);
      return;
    }
    preview();
    await runs.recall(assets.fingerprint, () => own === generation);
    if (own !== generation) return;
    if (stopped) runs.rest();
    else if (visible) live = runs.start(engine);
  }

  function showDownload(spec: ExperimentSpec, loaded: number, total: number | null): void {
    if (loaded !== total && now() - shownMs < DOWNLOAD_MS) return;
    shownMs = now();
    const { title, dataKind } = checkModel(spec.model);
    const label = spec.data === 'generated' ? `${title}, weights and ${dataKind}` : `${title} weights`;
    set({ download: { label, loaded, total } });
  }

  function refuseImages(spec: ExperimentSpec, available: number): void {
    try {
      checkImages(spec.images, spec.data, checkModel(spec.model), available);
    } catch (error) {
      refuse('images', error);
    }
    applySpec({ ...spec, images: available });
  }

  function reportRunError(error: unknown): void {
    if (error instanceof Error && error.name === 'BackendError') {
      failEngine(error);
    } else {
      const text = error instanceof Error ? error.message : String(error);
      const canRetry = error instanceof AssetError ? ({ canRetry: true } as const) : {};
      notify({ id: 'run', tone: 'error', text, ...canRetry });
      set({ progress: null, download: null });
    }
  }

  /** Shows the trial under the cursor. */
  const preview = createPreviewLoop(() => {
    const { spec, view } = get();
    const engine = session?.engineFor(spec);
    if (engine === undefined) return null;
    const numImages = Math.min(previewImages(checkModel(spec.model)), engine.assets.numImages);
    return {
      injection: { ...toInjection(spec, view.cursorBer, view.trial), numImages },
      preview: engine.preview,
      show(shown) {
        get().dismiss('preview');
        if (experimentKey(get().spec) === experimentKey(spec)) set({ preview: shown });
      },
      failed(error) {
        // A device that is gone is the sweep's to tell; a pool that was replaced asks again by itself.
        const name = error instanceof Error ? error.name : '';
        if (name !== 'BackendError' && name !== 'AbortError') refuse('preview', error);
      },
    };
  });

  /** True when the files were a chip's table, taken or refused: that needs no engine. */
  async function openChip(files: readonly File[]): Promise<boolean> {
    try {
      const chip = await readChip(files);
      if (chip === null) return false;
      get().dismiss('chip');
      set({ chip });
      get().look({ lens: 'chip' });
    } catch (error) {
      refuse('chip', error);
    }
    return true;
  }

  async function openFiles(files: readonly File[]): Promise<void> {
    if (await openChip(files)) return;
    const opener = session;
    if (opener === undefined) {
      waitingFiles = files;
      notify({ id: 'files', tone: 'info', text: 'The files open as soon as the engine runs' });
      return;
    }
    const reading = setTimeout(
      () => notify({ id: 'files', tone: 'info', text: readingText(files) }),
      QUIET_READ_MS,
    );
    try {
      const sorted = await sortFiles(files);
      const { spec, missingData, missingWeights } = get();
      const missing = { data: missingData, weights: missingWeights };
      const brought = await bringFiles(sorted, opener, spec, missing);
      clearTimeout(reading);
      if (opener !== session) return void openFiles(files);
      if (brought.notice === null) get().dismiss('files');
      else notify(brought.notice);
      const { model, data, weights, images } = brought.spec;
      // What was edited while the files were read stays, unless the model changes.
      const isSame = get().spec.model === model;
      applySpec(isSame ? { ...get().spec, data, weights, images } : brought.spec);
    } catch (error) {
      clearTimeout(reading);
      refuse('files', error);
    }
  }

  async function fetchStockWeights(): Promise<void> {
    const opener = session;
    const { spec, download: running } = get();
    const stock = STOCK_WEIGHTS[spec.model];
    if (opener === undefined || stock === undefined || running !== null) return;
    const { title } = checkModel(spec.model);
    const name = stock.url.slice(stock.url.lastIndexOf('/') + 1);
    const label = `${title} weights`;
    get().dismiss('files');
    set({ download: { label, loaded: 0, total: stock.aboutBytes } });
    try {
      const weights = await download(stock.url, name, options.parts, (loaded, total) => {
        if (loaded !== total && now() - shownMs < DOWNLOAD_MS) return;
        shownMs = now();
        set({ download: { label, loaded, total } });
      });
      try {
        await opener.bring({ data: null, model: { format: 'keras', weights } }, spec, 'imagenet');
      } catch (error) {
        // What the engine refuses is not Keras's file: at the next click all of it is fetched anew.
        if (error instanceof Error && error.name === 'AssetError') await options.parts.remove(stock.url);
        throw error;
      }
      set({ download: null });
      if (opener === session && get().spec.model === spec.model)
        applySpec({ ...get().spec, weights: 'imagenet' });
    } catch (error) {
      set({ download: null });
      refuse('files', error);
    }
  }

  return Object.assign(store, {
    start: startEngine,
    setVisible(seen: boolean) {
      visible = seen;
      if (!seen) endSweep();
      else if (!stopped && live === undefined) void restart();
    },
    openLink(hash: string) {
      const link = parseLink(hash);
      const problem = describeLinkProblems(link);
      if (problem === null) get().dismiss('link');
      else notify({ id: 'link', tone: 'warning', text: problem });
      get().look(link.view);
      applySpec(link.spec);
    },
  });
}

function readingText([first, ...others]: readonly File[]): string {
  const more = others.length === 0 ? '' : ` and ${others.length} more file${others.length === 1 ? '' : 's'}`;
  return `Reading ${first?.name ?? 'files'}${more}`;
}
