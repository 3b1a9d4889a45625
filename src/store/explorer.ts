import { createStore, type StoreApi } from 'zustand/vanilla';
import { checkModel } from '../core/catalog';
import { SpecError } from '../core/errors';
import { isCovered } from '../experiment/knownTrials';
import { parseLink } from '../experiment/link';
import { checkImages } from '../experiment/spec/checkImages';
import { checkSpec } from '../experiment/spec/checkSpec';
import { DEFAULT_SPEC, type ExperimentSpec } from '../experiment/spec/experimentSpec';
import { lostStructures } from '../experiment/spec/lostStructures';
import { specOfModel } from '../experiment/spec/specOfModel';
import type { StoredRun } from '../experiment/storedRun';
import { DEFAULT_VIEW, familyOf } from '../experiment/view';
import { changeSpec } from './changeSpec';
import { createCursorPreview } from './cursorPreview';
import { EngineKeeper, type EngineOptions } from './engineKeeper';
import { EngineWork } from './engineWork';
import { runOf } from './experimentRuns';
import { fetchStockWeights } from './fetchStockWeights';
import { FileOpener } from './fileOpener';
import { warnOfGuessing } from './guessingNotice';
import { initialState, storedFor } from './initialState';
import { linkNotice } from './linkNotice';
import { notify, refuse } from './notices';
import { watchPaces } from './paces';
import type { PartsVault } from './partsVault';
import type { ResultsVault } from './resultsVault';
import { createShowDownload } from './showDownload';
import { CURSOR_TRIALS, type Explorer } from './state';
import type { StopMemory } from './stopMemory';
import type { TicksVault } from './ticksVault';

/** What the store is made of; everything that touches the world comes in here. */
export interface ExplorerOptions extends EngineOptions {
  /** The hash that the page was opened with. */
  readonly hash: string;
  readonly storedRuns: readonly StoredRun[];
  readonly vault: ResultsVault;
  /** What adaptive searches found. */
  readonly ticks: TicksVault;
  /** Parts of downloads from other hosts. */
  readonly parts: PartsVault;
  /** Whether the reader stopped before a reload; without it a page always runs. */
  readonly stopMemory?: StopMemory;
  readonly now: () => number;
}

/** A store and the call that starts its engine; the page is usable, on stored results, before and without it. */
export interface ExplorerStore extends StoreApi<Explorer> {
  /** Starts the engine and the first sweep. */
  start(): Promise<void>;
  /** Opens the experiment of another link, as the browser's Back does, and runs it even after a stop. */
  openLink(hash: string): void;
  /** A page that nobody sees pauses its sweep and goes on when it is seen again; a search goes on all the while. */
  setVisible(visible: boolean): void;
}

/** Creates the page's one store. */
export function createExplorer(options: ExplorerOptions): ExplorerStore {
  const { hash, storedRuns, vault, ticks, parts, stopMemory, now } = options;
  const store = createStore<Explorer>(() => ({
    ...initialState(hash, storedRuns),
    edit: (change) => applySpec({ ...get().spec, ...change }),
    chooseModel(id) {
      const before = get().spec;
      get().dismiss('files');
      applySpec(specOfModel(id, before));
      const text = lostStructures(before, get().spec);
      if (text !== null) notify(store, { id: 'setting-structures', tone: 'warning', text });
    },
    look(change) {
      const before = get().view;
      const view = { ...before, ...change };
      set({ view });
      if (view.device !== before.device) void startEngine();
      else if (runOf(view) !== runOf(before)) {
        work.end();
        set({ progress: null });
        void work.restart();
      } else if (familyOf(view) === null && (change.cursorBer !== undefined || change.trial !== undefined))
        preview();
    },
    commitCursor() {
      const { spec, results, view } = get();
      // Figures of several series have no other rates than the grid's.
      if (familyOf(view) !== null) return;
      const atCursor: ExperimentSpec = { ...spec, bers: { kind: 'list', bers: [view.cursorBer] } };
      if (view.cursorBer > 0 && !isCovered(atCursor, results, CURSOR_TRIALS)) work.resume();
    },
    run() {
      work.run();
      if (get().engine.kind === 'failed') void startEngine();
    },
    stop: () => work.stop(),
    reset() {
      set({ view: { ...DEFAULT_VIEW, device: get().view.device } });
      applySpec(DEFAULT_SPEC);
    },
    openFiles: (files) => void opener.open(files),
    closeChip: () => set({ chip: null }),
    async fetchStockWeights() {
      const isHere = await fetchStockWeights(store, keeper, parts, showDownload);
      if (isHere) applySpec({ ...get().spec, weights: 'imagenet' });
    },
    searchTypes: (structure) => work.searchTypes(structure),
    searchTicks: () => work.searchTicks(),
    stopSearch: () => work.stopSearch(),
    addStored(runs) {
      const all = [...get().storedRuns, ...runs];
      set({ storedRuns: all, stored: storedFor(get().spec, all) });
    },
    dismiss: (noticeId) => set({ notices: get().notices.filter(({ id }) => id !== noticeId) }),
  }));
  const { getState: get, setState: set } = store;
  const showDownload = createShowDownload(store, now);
  const keeper = new EngineKeeper(store, options, () => work.end());
  const preview = createCursorPreview(store, keeper);
  const opener = new FileOpener(store, keeper, applySpec);
  const work = new EngineWork({
    store,
    keeper,
    vault,
    ticks,
    stopMemory,
    now,
    showDownload,
    opened: preview,
    tooFewImages(available) {
      const { spec } = get();
      try {
        checkImages(spec.images, spec.data, checkModel(spec.model), available);
      } catch (error) {
        refuse(store, 'images', error);
      }
      applySpec({ ...spec, images: available });
    },
  });
  watchPaces(store);
  warnOfGuessing(store);

  async function startEngine(): Promise<void> {
    if (!(await keeper.start())) return;
    // First the page's own experiment: files that are refused must not leave it standing still.
    await work.restart();
    await opener.openWaiting();
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
      refuse(store, error instanceof SpecError ? `setting-${error.field}` : 'setting', error);
      return;
    }
    work.end();
    set(changeSpec(get(), spec));
    // How far the last series were says nothing of the next.
    if (familyOf(get().view) !== null) set({ progress: null });
    void work.restart();
  }

  return Object.assign(store, {
    start: startEngine,
    setVisible: (visible: boolean) => work.setVisible(visible),
    openLink(link: string) {
      const parsed = parseLink(link);
      const notice = linkNotice(parsed);
      if (notice === null) get().dismiss('link');
      else notify(store, notice);
      get().look(parsed.view);
      applySpec(parsed.spec);
      get().run();
    },
  });
}
