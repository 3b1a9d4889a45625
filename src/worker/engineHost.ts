import { CATALOG } from '../core/catalog';
import { AssetError, BackendError } from '../core/errors';
import { histogramOf } from '../core/weightHistogram';
import { identifyImages } from '../engine/datasets/digest';
import type { ImageSet } from '../engine/datasets/imageSet';
import { type DevicePlatform, startDevice } from '../engine/devices';
import { Engine } from '../engine/engine';
import { loadImages } from '../engine/loadImages';
import { loadNetwork } from '../engine/models/loadNetwork';
import { previewTrial } from '../engine/preview';
import {
  type Assets,
  type CallName,
  type EngineCalls,
  type LoadedAssets,
  type Port,
  PREVIEW_IMAGES,
  type Reply,
  type Request,
  type StartedWorker,
} from './protocol';

type Handlers = {
  [Name in CallName]: (argument: Parameters<EngineCalls[Name]>[0]) => Promise<ReturnType<EngineCalls[Name]>>;
};

/** A call in flight fails a moment before the loss of its device is known: so long an error waits for that. */
const LOSS_GRACE_MS = 500;

/** Counts up when a change of the engine changes error counts, so that older results are not joined to newer ones. */
const ENGINE_VERSION = 1;

/** Answers engine calls on `port`, one after the other in their order. Runs in a worker of a browser or of Node. */
export function serveEngine(port: Port<Reply, Request>, platform: DevicePlatform): void {
  let loaded: { readonly engine: Engine; readonly data: ImageSet; readonly numClasses: number } | undefined;

  let deviceLost: Promise<boolean> | undefined;
  /** True when the error of a call is none of its own: the loss is told to everybody who waits. */
  const isLost = () =>
    deviceLost !== undefined &&
    Promise.race([
      deviceLost,
      new Promise<false>((resolve) => setTimeout(() => resolve(false), LOSS_GRACE_MS)),
    ]);

  const ready = () => {
    if (loaded === undefined)
      throw new BackendError('engine', 'No model is loaded: expected a load call first');
    return loaded;
  };

  const handlers: Handlers = {
    async start(preference): Promise<StartedWorker> {
      const { lost, ...started } = await startDevice(preference, platform);
      if (started.device === 'webgpu') {
        deviceLost = lost.then((message) => {
          port.post({ kind: 'lost', message });
          return true;
        });
      }
      return started;
    },
    async load(assets) {
      const { loadedAssets, ...next } = await loadAssets(assets);
      loaded?.engine.dispose();
      loaded = next;
      return loadedAssets;
    },
    baseline: async ({ site, numImages }) => ready().engine.faultFree(site, numImages),
    evaluate: async (injections) => ready().engine.evaluate(injections),
    async preview(injection) {
      const { engine, data, numClasses } = ready();
      return previewTrial(engine, data.labels, numClasses, injection);
    },
  };

  let queue = Promise.resolve();
  port.listen(({ id, name, argument }) => {
    const handle = handlers[name] as (argument: unknown) => Promise<unknown>;
    queue = queue.then(async () => {
      try {
        port.post({ kind: 'done', id, result: await handle(argument) });
      } catch (error) {
        if (await isLost()) return;
        const { name: errorName, message } = error instanceof Error ? error : new Error(String(error));
        port.post({ kind: 'failed', id, error: { name: errorName, message } });
      }
    });
  });
}

async function loadAssets(assets: Assets) {
  const description = CATALOG.get(assets.model);
  if (description === undefined) {
    throw new AssetError(assets.model, `No such model: expected one of ${[...CATALOG.keys()].join(', ')}`);
  }
  const data = await loadImages(assets.dataFiles);
  const { dataId, digest } = identifyImages(data, assets.dataId);
  const { network, manifest } = await loadNetwork(assets.modelFiles, description);
  const histograms = await Promise.all(
    description.layers.map(async ({ name }) =>
      histogramOf(name, await network.getLayer(name).weights[0]!.read().data()),
    ),
  );
  const values = data.rows * data.columns;
  const weightsSha256 = manifest.sha256['weights.bin'];
  const loadedAssets: LoadedAssets = {
    dataId,
    numImages: data.numImages,
    rows: data.rows,
    columns: data.columns,
    pixels: data.images.slice(0, PREVIEW_IMAGES * values),
    histograms,
    preprocessing: manifest.preprocessing,
    weightsSha256,
    isTrainingSet: digest === manifest.data.trainSha256,
    fingerprint: `${ENGINE_VERSION} ${weightsSha256} ${digest}`,
  };
  return {
    engine: new Engine(network, description, data),
    data,
    numClasses: description.numClasses,
    loadedAssets,
  };
}
