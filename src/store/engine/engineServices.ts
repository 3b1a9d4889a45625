import type { AssetFile } from '../../core/files/assetFiles';
import { checkModel } from '../../core/network/catalog';
import { checkNumSamples } from '../../experiment/settings/checkNumSamples';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { DownloadCache } from '../cache/downloadCache';
import type { ResultCache } from '../cache/resultCache';
import type { TickCache } from '../cache/tickCache';
import { FileOpener } from '../files/fileOpener';
import { refuse } from '../notices';
import { createCursorPreview } from '../runs/cursorPreview';
import { EngineWork } from '../runs/engineWork';
import { createFollowing } from '../runs/following';
import { createOwnAnswers } from '../runs/ownAnswers';
import type { StopMemory } from '../runs/stopMemory';
import { connectShelf } from '../shelf/connectShelf';
import type { RunLocks } from '../shelf/runLocks';
import type { Shelf } from '../shelf/shelf';
import type { TabNews } from '../shelf/tabNews';
import type { StateAccess } from '../state';
import { EngineKeeper, type EngineOptions } from './engineKeeper';
import { fetchStockWeights } from './fetchStockWeights';
import { readOrigin } from './readOrigin';
import { createShowDownload } from './showDownload';

/** Caches that outlast a visit. */
export interface ExplorerCaches {
  readonly cache: ResultCache;
  /** Ticks that adaptive searches found. */
  readonly ticks: TickCache;
  /** Parts of downloads from other hosts. */
  readonly parts: DownloadCache;
  /** Runs that this browser keeps. Null: it keeps none. */
  readonly shelf: Shelf | null;
  readonly tabs: TabNews;
  readonly locks: RunLocks;
}

/** Dependencies of the engine and its work. */
export interface EngineServicesOptions extends EngineOptions {
  /**
   * Opens the caches, whose code is loaded on demand. They call `refused` with a sentence if the
   * browser keeps no more results.
   */
  readonly openCaches: (refused: (text: string) => void) => Promise<ExplorerCaches>;
  /** Remembers over a reload that the reader stopped. Left out: the page always runs. */
  readonly stopMemory?: StopMemory;
  readonly now: () => number;
}

/**
 * Parts of the store that need an engine. Their code is loaded on demand, and the page is usable
 * without it.
 */
export interface EngineServices {
  readonly work: EngineWork;
  readonly opener: FileOpener;
  /** Starts an engine on the view's device, then the sweep, and opens waiting files. */
  start(): Promise<void>;
  /** Ends the work and terminates the engine. */
  release(): void;
  /** Shows the trial under the cursor. */
  preview(): void;
  /** Lets the network answer to the reader's picture. */
  answerOwn(): void;
  /** Follows its faults through the followed sample. */
  follow(): void;
  /** Returns the imported files that the experiment uses. */
  ownFiles(): readonly AssetFile[];
  /** Reads what the device contributes to a fingerprint. */
  readOrigin(): void;
  /** Fetches the weights that Keras publishes. Resolves to true if they can be used. */
  fetchStockWeights(): Promise<boolean>;
}

/**
 * Creates the parts of a store that need an engine. `applySpec` applies an experiment or refuses
 * it with a notice; `openLink` opens that of a link.
 */
export function createEngineServices(
  store: StateAccess,
  options: EngineServicesOptions,
  { cache, ticks, parts, shelf, tabs, locks }: ExplorerCaches,
  applySpec: (spec: ExperimentSpec) => void,
  openLink: (link: string) => void,
): EngineServices {
  const { stopMemory, now } = options;
  const showDownload = createShowDownload(store, now);
  if (shelf !== null) connectShelf(store, shelf);
  const keeper = new EngineKeeper(store, options, () => work.end());
  const follow = createFollowing(store, keeper);
  const answerOwn = createOwnAnswers(store, keeper);
  const showTrial = createCursorPreview(store, keeper);
  const preview = () => {
    showTrial();
    follow();
    answerOwn();
  };
  const opener = new FileOpener(store, keeper, applySpec, openLink);
  const work = new EngineWork({
    store,
    keeper,
    cache,
    shelf,
    tabs,
    locks,
    ticks,
    stopMemory,
    now,
    showDownload,
    opened: preview,
    tooFewImages(available) {
      const { spec } = store.getState();
      try {
        checkNumSamples(spec.numSamples, spec.data, checkModel(spec.model), available);
      } catch (error) {
        refuse(store, 'images', error);
      }
      applySpec({ ...spec, numSamples: available });
    },
    otherMeasure: (measure) => applySpec({ ...store.getState().spec, measure }),
  });
  return {
    work,
    opener,
    preview,
    release: () => keeper.release(),
    answerOwn,
    follow,
    ownFiles: () => keeper.session?.ownFiles(store.getState().spec) ?? [],
    readOrigin: () => void readOrigin(store, keeper),
    async start() {
      // Shows what is kept until the engine runs.
      const starting = keeper.start();
      void work.restart();
      if (!(await starting)) return;
      const { awaited } = store.getState();
      if (awaited !== null) await opener.openKept(awaited.id);
      // The page's experiment comes first, so that it runs even if the files are refused.
      await work.restart();
      await opener.openWaiting();
    },
    fetchStockWeights: () => fetchStockWeights(store, keeper, parts, showDownload),
  };
}
