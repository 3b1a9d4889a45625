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
import type { StopMemory } from '../runs/stopMemory';
import type { StateAccess } from '../state';
import { EngineKeeper, type EngineOptions } from './engineKeeper';
import { fetchStockWeights } from './fetchStockWeights';
import { createShowDownload } from './showDownload';

/** What outlasts a visit. */
export interface Vaults {
  readonly cache: ResultCache;
  /** What adaptive searches found. */
  readonly ticks: TickCache;
  /** Parts of downloads from other hosts. */
  readonly parts: DownloadCache;
}

/** What an engine and its work are made of. */
export interface EngineServicesOptions extends EngineOptions {
  /** Opens what outlasts a visit, by a script of its own as the engine has one. */
  readonly openVaults: () => Promise<Vaults>;
  /** Whether the reader stopped before a reload; without it a page always runs. */
  readonly stopMemory?: StopMemory;
  readonly now: () => number;
}

/** All of the store that needs an engine: a script of its own, which the page is usable before and without. */
export interface EngineServices {
  readonly work: EngineWork;
  readonly opener: FileOpener;
  /** Starts an engine on the view's device and what the page wants of it. */
  start(): Promise<void>;
  /** Shows the trial under the cursor. */
  preview(): void;
  /** Fetches the weights that Keras publishes; true when they are here. */
  fetchStockWeights(): Promise<boolean>;
}

/** Puts an engine's keeper, its work and what opens files around a store. `applySpec` takes an experiment or refuses it. */
export function createEngineServices(
  store: StateAccess,
  options: EngineServicesOptions,
  { cache, ticks, parts }: Vaults,
  applySpec: (spec: ExperimentSpec) => void,
): EngineServices {
  const { stopMemory, now } = options;
  const showDownload = createShowDownload(store, now);
  const keeper = new EngineKeeper(store, options, () => work.end());
  const preview = createCursorPreview(store, keeper);
  const opener = new FileOpener(store, keeper, applySpec);
  const work = new EngineWork({
    store,
    keeper,
    cache,
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
  });
  return {
    work,
    opener,
    preview,
    async start() {
      if (!(await keeper.start())) return;
      // First the page's own experiment: files that are refused must not leave it standing still.
      await work.restart();
      await opener.openWaiting();
    },
    fetchStockWeights: () => fetchStockWeights(store, keeper, parts, showDownload),
  };
}
