import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf, SpecError } from '../core/errors';
import { t } from '../core/language/t';
import { checkModel } from '../core/network/catalog';
import { measureFor } from '../core/samples/measure';
import type { StoredRun } from '../experiment/documents/storedRun';
import { holdOn } from '../experiment/lesson/teacherHold';
import { parseLink } from '../experiment/link/link';
import type { LinkProof } from '../experiment/link/linkProof';
import { DEFAULT_VIEW, familyOf } from '../experiment/link/view';
import { checkNumSamples } from '../experiment/settings/checkNumSamples';
import { checkSpec } from '../experiment/settings/checkSpec';
import { DEFAULT_SPEC, type ExperimentSpec } from '../experiment/settings/experimentSpec';
import { lostStructures } from '../experiment/settings/lostStructures';
import { specOfModel } from '../experiment/settings/specOfModel';
import { candidateTypes } from '../experiment/sweep/candidateTypes';
import { isCovered } from '../experiment/sweep/knownTrials';
import { inUseSentence } from '../experiment/text/filesInUse';
import { awaitedNetwork } from './awaitedNetwork';
import { changeSpec } from './changeSpec';
import type { EngineServices, EngineServicesOptions } from './engine/engineServices';
import { loadEngineScript } from './engine/loadScript';
import { warnOfGuessing } from './guessingNotice';
import { initialState } from './initialState';
import { linkedProof } from './linkedProof';
import { linkNotice } from './linkNotice';
import { notify, refuse } from './notices';
import { watchSampleCosts } from './runs/sampleCosts';
import { selectOwn } from './selectors/measured';
import { runOf } from './selectors/runOf';
import type { TickDesk } from './selectors/tickDesk';
import { CURSOR_TRIALS, type Explorer } from './state';
import { withSamples } from './withSamples';

/** Dependencies of the store, including all access to the browser. */
export interface ExplorerOptions extends EngineServicesOptions {
  /** Hash of the page's address at its start. */
  readonly hash: string;
  readonly storedRuns: readonly StoredRun[];
  /** Creates the tick desk. It calls `publish` with a new desk after each answer. */
  readonly openTickDesk: (publish: (desk: TickDesk) => void) => TickDesk;
}

/**
 * Store with control of its engine. Without the engine, the page is usable and shows recorded
 * results.
 */
export interface ExplorerStore extends StoreApi<Explorer> {
  /** Starts the engine and the first sweep. */
  start(): Promise<void>;
  /** Opens the experiment of another link and runs it, even after a stop. */
  openLink(hash: string): void;
  /**
   * Pauses the sweep while the page is hidden and resumes it when the page is visible again. A
   * search continues meanwhile.
   */
  setVisible(visible: boolean): void;
  /** Ends the work and terminates the engine. Results are kept; `start` starts another one. */
  release(): void;
}

/** Creates the store of the page. */
export function createExplorer(options: ExplorerOptions): ExplorerStore {
  const { hash, storedRuns, openTickDesk } = options;
  const store = createStore<Explorer>(() => ({
    ...initialState(
      hash,
      storedRuns,
      openTickDesk((tickDesk) => set({ tickDesk })),
    ),
    setSettings(change) {
      if (isHeld()) return;
      const { spec: before, missingData, missingWeights } = get();
      applySpec({ ...before, ...change });
      const { spec } = get();
      if (spec.weights === before.weights) return;
      const wereUsed = missingData === null && missingWeights === null;
      const text = inUseSentence(spec, wereUsed ? before.weights : null);
      notify(store, { id: 'files', tone: 'info', text });
    },
    chooseModel(id) {
      if (isHeld()) return;
      const { spec: before, view, networks } = get();
      get().dismiss('files');
      const samples = networks[id]?.samples;
      // A network of the reader has no experiment without samples.
      if (samples === null) return get().showSheet(id);
      const spec = specOfModel(id, before);
      applySpec(samples === undefined ? spec : withSamples(spec, samples));
      if (view.types.length > 0) get().setView({ types: candidateTypes(checkModel(id)) });
      const text = lostStructures(before, get().spec);
      if (text !== null) notify(store, { id: 'setting-structures', tone: 'warning', text });
    },
    showLesson(lessonSeries) {
      set({ lessonSeries });
      applySpec(lessonSeries[0]?.spec ?? get().spec);
    },
    setView(change) {
      const before = get().view;
      const view = { ...before, ...change };
      set(change.cursorBer === undefined ? { view } : { view, lacksCursor: false });
      if (get().own !== null) services?.answerOwn();
      if (view.device !== before.device) void startEngine();
      else if (runOf(view) !== runOf(before)) {
        services?.work.end();
        set({ progress: null });
        void services?.work.restart();
      } else if (familyOf(view) === null && (change.cursorBer !== undefined || change.trial !== undefined))
        services?.preview();
    },
    commitCursor() {
      const { spec, view } = get();
      // Figures of several series only use the BERs of the grid.
      if (familyOf(view) !== null) return;
      const atCursor: ExperimentSpec = { ...spec, bers: { kind: 'list', bers: [view.cursorBer] } };
      if (view.cursorBer > 0 && !isCovered(atCursor, selectOwn(get()).results, CURSOR_TRIALS))
        services?.work.resume();
    },
    run() {
      withEngine(({ work }) => work.run());
      if (get().engine.kind === 'failed') void startEngine();
    },
    stop: () => services?.work.stop(),
    reset() {
      set({ view: { ...DEFAULT_VIEW, device: get().view.device } });
      applySpec(DEFAULT_SPEC);
    },
    openFiles: (files) => withEngine(({ opener }) => void opener.open(files)),
    closeChip: () => set({ chip: null }),
    async fetchStockWeights() {
      if (await services?.fetchStockWeights()) applySpec({ ...get().spec, weights: 'imagenet' });
    },
    tryOwn(own) {
      set(own === null ? { own, ownReply: null } : { own });
      services?.answerOwn();
    },
    follow(followed) {
      // The last figure stays until the next one is there.
      if (followed === null) set({ followed, propagation: null });
      else set({ followed });
      services?.follow();
    },
    searchTypes: (structure) => services?.work.searchTypes(structure),
    searchTicks: () => services?.work.searchTicks(),
    stopSearch: () => services?.work.stopSearch(),
    openKept: (id) => withEngine(({ opener }) => void opener.openKept(id)),
    showSheet: (sheet) => set({ sheet }),
    ownFiles: () => services?.ownFiles() ?? [],
    readOrigin: () => services?.readOrigin(),
    addStored: (runs) => set({ storedRuns: [...get().storedRuns, ...runs] }),
    dismiss: (noticeId) => set({ notices: get().notices.filter(({ id }) => id !== noticeId) }),
  }));
  const { getState: get, setState: set } = store;
  /** Undefined until the engine's script is loaded. Nothing runs before that. */
  let services: EngineServices | undefined;
  let loading: Promise<void> | undefined;
  watchSampleCosts(store);
  showFrozen(get().linked?.proof ?? {}, get().spec);
  warnOfGuessing(store);

  /** Refuses a change of settings that the link of a teacher locks, with a notice. */
  function isHeld(): boolean {
    if (holdOn(get().view, 'settings') === 'free') return false;
    const text = t`This link was made by a teacher, who locked the settings: nothing was changed.`;
    notify(store, { id: 'held', tone: 'info', text });
    return true;
  }

  async function startEngine(): Promise<void> {
    if (services === undefined) {
      set({ engine: { kind: 'starting' } });
      await loadEngine();
    }
    await services?.start();
  }

  /** Calls `act` once the engine's script is loaded, synchronously if it already is. */
  function withEngine(act: (services: EngineServices) => void): void {
    if (services !== undefined) act(services);
    else void loadEngine().then(() => services !== undefined && act(services));
  }

  /**
   * Loads the engine's script unless it is loaded. On failure, sets the engine's status, and Run
   * retries.
   */
  function loadEngine(): Promise<void> {
    const scripts = () =>
      Promise.all([
        loadEngineScript(() => import('./engine/engineServices')),
        options.openCaches((text) => notify(store, { id: 'storage', tone: 'warning', text })),
      ]);
    loading ??= scripts().then(
      ([{ createEngineServices }, caches]) => {
        services = createEngineServices(store, options, caches, applySpec, openLink);
      },
      (error: unknown) => {
        loading = undefined;
        set({ engine: { kind: 'failed', message: messageOf(error) } });
      },
    );
    return loading;
  }

  /** Applies a spec if all settings are valid. Otherwise shows a notice and changes nothing. */
  function applySpec(wanted: ExperimentSpec): void {
    const { spec: before, data, networks } = get();
    const samples = networks[wanted.model]?.samples;
    let spec: ExperimentSpec;
    try {
      spec = checkSpec(wanted);
      if (samples?.data === spec.data)
        spec = {
          ...spec,
          measure: measureFor(spec.measure, checkModel(spec.model), samples.isLabelled),
        };
      if (data !== null && spec.data === before.data && spec.model === before.model)
        checkNumSamples(spec.numSamples, spec.data, checkModel(spec.model), data.numSamples);
    } catch (error) {
      refuse(store, error instanceof SpecError ? `setting-${error.field}` : 'setting', error);
      return;
    }
    services?.work.end();
    // The progress of the previous experiment does not apply to the next.
    set({ ...changeSpec(get(), spec), progress: null });
    void services?.work.restart();
  }

  /** Shows the results of a frozen link, which need no engine. */
  function showFrozen({ frozen }: LinkProof, spec: ExperimentSpec): void {
    if (frozen === undefined) return;
    import('./openFrozen').then(
      ({ openFrozen }) => openFrozen(store, frozen, spec),
      (error: unknown) => refuse(store, 'frozen', error),
    );
  }

  function openLink(link: string): void {
    const awaited = awaitedNetwork(link);
    if (awaited !== null) {
      set({ awaited });
      get().openKept(awaited.id);
      return;
    }
    const parsed = parseLink(link);
    const notice = linkNotice(parsed);
    if (notice === null) get().dismiss('link');
    else notify(store, notice);
    set({ linked: linkedProof(parsed) });
    get().dismiss('frozen');
    showFrozen(parsed.proof ?? {}, parsed.spec);
    get().setView(parsed.view);
    set({ lacksCursor: parsed.lacksCursor === true });
    applySpec(parsed.spec);
    get().run();
  }

  return Object.assign(store, {
    start: startEngine,
    setVisible: (visible: boolean) => withEngine(({ work }) => work.setVisible(visible)),
    release: () => services?.release(),
    openLink,
  });
}
