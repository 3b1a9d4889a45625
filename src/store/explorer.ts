import { createStore, type StoreApi } from 'zustand/vanilla';
import { SpecError } from '../core/errors';
import { describeLinkProblems, parseLink } from '../experiment/link';
import { planSweep, prioritize, type SweepPlan } from '../experiment/plan';
import { advancePace, remainingMs, startPace } from '../experiment/progress';
import type { TrialResult } from '../experiment/results';
import { runSweep } from '../experiment/run';
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
import type { StoredRun } from '../experiment/storedRun';
import { DEFAULT_VIEW } from '../experiment/view';
import { PREVIEW_IMAGES } from '../worker/protocol';
import { EngineSession, type StartPool } from './engineSession';
import { pairIdxFiles } from './pairIdxFiles';
import type { Explorer, ExplorerState, Notice } from './state';

/** What the store is made of; everything that touches the world comes in here. */
export interface ExplorerOptions {
  /** The hash that the page was opened with. */
  readonly hash: string;
  readonly storedRuns: readonly StoredRun[];
  readonly startPool: StartPool;
  /** Address of the folder with models and data, ending in a slash. */
  readonly assetBase: string;
  readonly now: () => number;
}

/** Trials that a released slider asks for first. */
const CURSOR_TRIALS = 8;
/** A ghost leaves when every rate has this many new trials. */
const GHOST_TRIALS = 8;
/** Results reach the page at most ten times a second. */
const FLUSH_MS = 100;

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
}

/** Creates the page's one store. */
export function createExplorer(options: ExplorerOptions): ExplorerStore {
  const { now } = options;
  let session: EngineSession | undefined;
  /** Aborts the running sweep; newest wins. */
  let sweep = new AbortController();
  let stopped = false;
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
      sweep.abort();
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

  /** Takes a new spec if every setting can be used; results stay when they belong to it. */
  function applySpec(wanted: ExperimentSpec): void {
    const { spec: before, results, ghost, data, notices } = get();
    let spec: ExperimentSpec;
    try {
      spec = checkSpec(wanted);
      if (data !== null && spec.data === before.data) checkImages(spec.images, data.numImages, data.title);
    } catch (error) {
      refuse(error instanceof SpecError ? `setting-${error.field}` : 'setting', error);
      return;
    }
    const kept = notices.filter(({ id }) => !id.startsWith('setting'));
    if (experimentKey(spec) === experimentKey(before)) {
      set({ spec, notices: kept });
    } else {
      const previous = results.length > 0 ? { label: 'previous setting', results } : ghost;
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

  async function startEngine(): Promise<void> {
    sweep.abort();
    const previous = session;
    session = undefined;
    previous?.pool.terminate();
    set({ engine: { kind: 'starting' } });
    const preference = get().view.device;
    try {
      const pool = await options.startPool(preference, (message) => {
        notify({ id: 'device', tone: 'warning', text: message });
        if (session !== undefined) set({ engine: { kind: 'ready', report: session.pool.report } });
      });
      if (get().view.device !== preference) return pool.terminate();
      session = await EngineSession.start(pool, options.assetBase, previous);
      set({ engine: { kind: 'ready', report: pool.report } });
    } catch (error) {
      session = undefined;
      failEngine(error);
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
    sweep.abort();
    const own = new AbortController();
    sweep = own;
    const engine = session;
    if (engine === undefined) return;
    const { spec } = get();
    if (!engine.hasData(spec.data)) {
      set({ missingData: dataTitle(spec.data), data: null, progress: null });
      return;
    }
    try {
      const assets = await engine.load(spec);
      if (own.signal.aborted) return;
      set({
        missingData: null,
        weightHistograms: assets.histograms,
        data: { ...assets, title: dataTitle(assets.dataId) },
      });
      if (spec.images > assets.numImages) {
        refuseImages(spec, assets.numImages);
        return;
      }
    } catch (error) {
      if (!own.signal.aborted) reportRunError(error);
      return;
    }
    void preview();
    if (stopped) return;
    const { results, view } = get();
    await follow(
      prioritize(planSweep(spec, knownIn(results)), view.cursorBer, CURSOR_TRIALS),
      engine,
      own.signal,
    );
  }

  function refuseImages(spec: ExperimentSpec, available: number): void {
    try {
      checkImages(spec.images, available, dataTitle(spec.data));
    } catch (error) {
      refuse('images', error);
    }
    applySpec({ ...spec, images: available });
  }

  /** Streams a plan's results into the state. */
  async function follow(plan: SweepPlan, engine: EngineSession, signal: AbortSignal): Promise<void> {
    let fresh: TrialResult[] = [];
    let done = 0;
    let flushedMs = now();
    let pace = startPace(flushedMs);
    const flush = (running: boolean) => {
      const results = fresh.length > 0 ? [...get().results, ...fresh] : get().results;
      fresh = [];
      flushedMs = now();
      set({
        results,
        ghost: isCovered(plan, results) ? null : get().ghost,
        progress: {
          done: plan.known + done,
          total: plan.known + plan.total,
          remainingMs: remainingMs(pace, plan.total - done),
          running,
        },
      });
    };
    flush(true);
    try {
      for await (const event of runSweep(plan, engine.pool, { signal, now })) {
        if (event.kind === 'baseline') {
          set({ baseline: event.baseline });
          continue;
        }
        fresh.push(...event.results);
        done += event.results.length;
        pace = advancePace(pace, event.results.length, now());
        if (now() - flushedMs >= FLUSH_MS) flush(true);
      }
    } catch (error) {
      if (sweep.signal === signal) {
        flush(false);
        reportRunError(error);
      }
      return;
    }
    // A newer sweep of another experiment owns the state now; of the same one, these results are welcome.
    if (sweep.signal === signal || experimentKey(get().spec) === experimentKey(plan.spec)) {
      flush(sweep.signal !== signal && !sweep.signal.aborted);
    }
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
      sweep.abort();
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
