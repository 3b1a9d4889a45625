import { createStore, type StoreApi } from 'zustand/vanilla';
import { EMBEDDED_IMAGES } from '../core/embedded';
import { SpecError } from '../core/errors';
import { describeLinkProblems, parseLink } from '../experiment/link';
import { planSweep, prioritize, type SweepPlan } from '../experiment/plan';
import type { TrialResult } from '../experiment/results';
import {
  checkImages,
  checkSpec,
  DEFAULT_SPEC,
  dataTitle,
  defaultWeights,
  type ExperimentSpec,
  experimentKey,
  toInjection,
} from '../experiment/spec';
import { describeDifference } from '../experiment/specDifference';
import type { StoredRun } from '../experiment/storedRun';
import { DEFAULT_VIEW } from '../experiment/view';
import { PREVIEW_IMAGES } from '../worker/protocol';
import { EngineSession, type StartPool } from './engineSession';
import { type LiveSweep, startSweep } from './liveSweep';
import { pairIdxFiles } from './pairIdxFiles';
import type { ResultsVault } from './resultsVault';
import type { Explorer, ExplorerState, Notice } from './state';

/** What the store is made of; everything that touches the world comes in here. */
export interface ExplorerOptions {
  /** The hash that the page was opened with. */
  readonly hash: string;
  readonly storedRuns: readonly StoredRun[];
  readonly startPool: StartPool;
  /** Address of the folder with models and data, ending in a slash. */
  readonly assetBase: string;
  readonly vault: ResultsVault;
  readonly now: () => number;
}

/** Trials that a released slider asks for first. */
const CURSOR_TRIALS = 8;
/** A ghost leaves when every rate has this many new trials. */
const GHOST_TRIALS = 8;
/** Results are kept for a reload this often while a sweep runs. */
const KEEP_MS = 2000;

/** The state of a page before its engine runs: what is prerendered, too. */
export function initialState(hash: string, storedRuns: readonly StoredRun[]): ExplorerState {
  const link = parseLink(hash);
  const problem = describeLinkProblems(link);
  const notices: Notice[] = problem === null ? [] : [{ id: 'link', tone: 'warning', text: problem }];
  return {
    spec: link.spec,
    view: link.view,
    notices,
    engine: { kind: 'starting' },
    baseline: null,
    results: [],
    stored: storedFor(link.spec, storedRuns),
    ghost: null,
    progress: null,
    preview: null,
    data: null,
    weightHistograms: [],
    missingData: null,
  };
}

function storedFor(spec: ExperimentSpec, runs: readonly StoredRun[]): StoredRun | null {
  return runs.find((run) => experimentKey(run.spec) === experimentKey(spec)) ?? null;
}

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
  /** Counts restarts: what began before the newest one must not touch the state. */
  let generation = 0;
  let engineGeneration = 0;
  let stopped = false;
  let visible = true;
  let keptMs = now();
  let previewWanted = false;
  let previewing = false;

  const store = createStore<Explorer>(() => ({
    ...initialState(options.hash, options.storedRuns),
    edit: (change) => applySpec({ ...get().spec, ...change }),
    look(change) {
      const before = get().view;
      set({ view: { ...before, ...change } });
      if (change.device !== undefined && change.device !== before.device) void startEngine();
      else if (change.cursorBer !== undefined || change.trial !== undefined) void preview();
    },
    commitCursor() {
      const { spec, results, view } = get();
      const missing = planSweep(
        {
          ...spec,
          bers: { kind: 'list', bers: [view.cursorBer] },
          trials: Math.min(CURSOR_TRIALS, spec.trials),
        },
        knownIn(results),
      );
      if (view.cursorBer > 0 && missing.total > 0 && !stopped) void restart();
    },
    run() {
      stopped = false;
      if (get().engine.kind === 'failed') void startEngine();
      else void restart();
    },
    stop() {
      stopped = true;
      endSweep();
    },
    reset() {
      set({ view: { ...DEFAULT_VIEW, device: get().view.device } });
      applySpec(DEFAULT_SPEC);
    },
    openFiles: (files) => void openFiles(files),
    dismiss: (noticeId) => set({ notices: get().notices.filter(({ id }) => id !== noticeId) }),
  }));
  const { getState: get, setState: set } = store;

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
      if (data !== null && spec.data === before.data) checkImages(spec.images, spec.data, data.numImages);
    } catch (error) {
      refuse(error instanceof SpecError ? `setting-${error.field}` : 'setting', error);
      return;
    }
    endSweep();
    const { results, ghost, notices } = get();
    const kept = notices.filter(({ id }) => !id.startsWith('setting'));
    if (experimentKey(spec) === experimentKey(before)) {
      set({ spec, notices: kept });
    } else {
      const previous = results.length > 0 ? { label: describeDifference(before, spec), results } : ghost;
      set({
        spec,
        notices: kept,
        baseline: null,
        results: [],
        preview: null,
        ghost: previous,
        stored: storedFor(spec, options.storedRuns),
      });
    }
    void restart();
  }

  /** Ends what runs; its results so far are in the state before this returns. */
  function endSweep(): number {
    live?.stop();
    live = undefined;
    return ++generation;
  }

  async function startEngine(): Promise<void> {
    endSweep();
    const own = ++engineGeneration;
    const previous = session;
    session = undefined;
    previous?.pool.terminate();
    set({ engine: { kind: 'starting' } });
    try {
      const pool = await options.startPool(get().view.device, (message) => {
        notify({ id: 'device', tone: 'warning', text: message });
        if (session !== undefined) set({ engine: { kind: 'ready', report: session.pool.report } });
      });
      if (own !== engineGeneration) return pool.terminate();
      session = new EngineSession(pool, options.assetBase, previous);
      set({ engine: { kind: 'ready', report: pool.report } });
      get().dismiss('engine');
    } catch (error) {
      if (own === engineGeneration) failEngine(error);
      return;
    }
    await restart();
  }

  function failEngine(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    set({ engine: { kind: 'failed', message }, progress: null });
    notify({ id: 'engine', tone: 'error', text: `${message}. What was computed stays; Run tries again` });
  }

  /** Ends the running sweep and runs what the spec still lacks. */
  async function restart(): Promise<void> {
    const own = endSweep();
    const engine = session;
    if (engine === undefined) return;
    const { spec } = get();
    if (!engine.hasData(spec.data)) {
      set({ missingData: dataTitle(spec.data), data: null, progress: null });
      return;
    }
    try {
      const assets = await engine.load(spec);
      if (own !== generation) return;
      get().dismiss('run');
      set({
        missingData: null,
        weightHistograms: assets.histograms,
        // The rest of the embedded digits is fetched when a spec asks for it.
        data: {
          ...assets,
          numImages: spec.data === 'generated' ? EMBEDDED_IMAGES : assets.numImages,
          title: dataTitle(assets.dataId),
        },
      });
      if (spec.images > assets.numImages) {
        refuseImages(spec, assets.numImages);
        return;
      }
      void preview();
      await recall(spec, assets.weightsSha256, own);
    } catch (error) {
      if (own === generation) reportRunError(error);
      return;
    }
    if (stopped || !visible || own !== generation) return;
    const plan = prioritize(planSweep(spec, knownIn(get().results)), get().view.cursorBer, CURSOR_TRIALS);
    live = startSweep(plan, engine.pool, now, {
      baseline: (baseline) => set({ baseline }),
      update(fresh, progress) {
        const results = fresh.length > 0 ? [...get().results, ...fresh] : get().results;
        set({ results, progress, ghost: isCovered(plan, results) ? null : get().ghost });
        if (!progress.running || now() - keptMs > KEEP_MS) keep(engine);
      },
      failed: reportRunError,
    });
  }

  /** Takes back what was measured of this experiment before, in this visit or an earlier one. */
  async function recall(spec: ExperimentSpec, weightsSha256: string, own: number): Promise<void> {
    if (get().results.length > 0) return;
    const kept = await options.vault.read(experimentKey(spec));
    if (kept === undefined || kept.weightsSha256 !== weightsSha256) return;
    if (own === generation && get().results.length === 0)
      set({ baseline: kept.baseline, results: kept.results });
  }

  function keep(engine: EngineSession): void {
    keptMs = now();
    const { spec, baseline, results } = get();
    const assets = engine.loadedFor(spec);
    if (baseline === null || results.length === 0 || assets === undefined) return;
    void options.vault.write(experimentKey(spec), { baseline, results, weightsSha256: assets.weightsSha256 });
  }

  function refuseImages(spec: ExperimentSpec, available: number): void {
    try {
      checkImages(spec.images, spec.data, available);
    } catch (error) {
      refuse('images', error);
    }
    applySpec({ ...spec, images: available });
  }

  function reportRunError(error: unknown): void {
    if (error instanceof Error && error.name === 'BackendError') {
      session?.pool.terminate();
      session = undefined;
      failEngine(error);
    } else {
      refuse('run', error);
      set({ progress: null });
    }
  }

  /** Shows the trial under the cursor; while one is under way only the newest wish is kept. */
  async function preview(): Promise<void> {
    previewWanted = true;
    if (previewing) return;
    previewing = true;
    try {
      while (previewWanted) {
        previewWanted = false;
        const { spec, view, data } = get();
        const engine = session;
        if (engine?.loadedFor(spec) === undefined || data === null) return;
        const numImages = Math.min(PREVIEW_IMAGES, data.numImages);
        const injection = { ...toInjection(spec, view.cursorBer, view.trial), numImages };
        const shown = await engine.pool.preview(injection, new AbortController().signal);
        if (experimentKey(get().spec) === experimentKey(spec)) set({ preview: shown });
      }
    } catch (error) {
      // A pool that was replaced meanwhile asks again by itself.
      if (!(error instanceof Error && error.name === 'AbortError')) refuse('preview', error);
    } finally {
      previewing = false;
    }
  }

  async function openFiles(files: readonly File[]): Promise<void> {
    const engine = session;
    if (engine === undefined) {
      notify({
        id: 'files',
        tone: 'warning',
        text: 'The engine is not running yet: try the files again in a moment',
      });
      return;
    }
    try {
      const dataFiles = await pairIdxFiles(files);
      endSweep();
      const { spec } = get();
      const wished = { ...spec, weights: defaultWeights('mnist') };
      const assets = await engine.bring(dataFiles, wished);
      get().dismiss('files');
      set({ data: null });
      applySpec({ ...wished, data: assets.dataId, images: Math.min(spec.images, assets.numImages) });
    } catch (error) {
      refuse('files', error);
      void restart();
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
      if (problem !== null) notify({ id: 'link', tone: 'warning', text: problem });
      get().look(link.view);
      applySpec(link.spec);
    },
  });
}

function knownIn(results: readonly TrialResult[]): (ber: number, trial: number) => boolean {
  const known = new Set(results.map(({ ber, trial }) => `${ber} ${trial}`));
  return (ber, trial) => known.has(`${ber} ${trial}`);
}

/** True when each rate of the plan has enough trials for its curve to stand alone. */
function isCovered(plan: SweepPlan, results: readonly TrialResult[]): boolean {
  const enough = Math.min(GHOST_TRIALS, plan.spec.trials);
  return planSweep({ ...plan.spec, trials: enough }, knownIn(results)).total === 0;
}
