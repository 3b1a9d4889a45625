import { CATALOG } from '../core/catalog';
import { AssetError, BackendError } from '../core/errors';
import { THUMBNAILS, type Thumbnails } from '../core/preview';
import { histogramOf } from '../core/weightHistogram';
import { classNamesOf } from '../engine/datasets/classNames';
import { identifySamples } from '../engine/datasets/identify';
import type { SampleSet } from '../engine/datasets/sampleSet';
import { type DevicePlatform, startDevice } from '../engine/devices';
import { Engine } from '../engine/engine';
import { loadSamples } from '../engine/loadSamples';
import { loadNetwork } from '../engine/models/loadNetwork';
import { previewTrial } from '../engine/preview';
import type {
  Assets,
  CallName,
  EngineCalls,
  LoadedAssets,
  Port,
  Reply,
  Request,
  StartedWorker,
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
  let loaded: { readonly engine: Engine; readonly data: SampleSet; readonly numClasses: number } | undefined;

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
    correct: async ({ quantization, numImages }) => ready().engine.correct(quantization, numImages),
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
  const data = await loadSamples(assets.dataFiles, assets.dataId !== 'generated');
  if (data.kind !== description.dataKind) {
    throw new AssetError(
      assets.dataFiles.samples[0]!.name,
      `The files hold ${data.kind}: ${description.title} looks at ${description.dataKind}`,
    );
  }
  const dataId = identifySamples(data, assets.dataId);
  if (assets.modelFiles.format !== 'explorer') {
    throw new AssetError(assets.modelFiles.weights.name, 'Weight files of Keras cannot be read yet');
  }
  const { network, manifest } = await loadNetwork(assets.modelFiles, description);
  const histograms = await Promise.all(
    description.layers.map(async ({ name, kernels }) => {
      const { weights } = network.getLayer(name);
      return histogramOf(name, await Promise.all(kernels.map((_, index) => weights[index]!.read().data())));
    }),
  );
  const weightsSha256 = manifest.sha256['weights.bin'];
  const numShown = Math.min(THUMBNAILS, data.numSamples);
  const classCounts = Array<number>(description.numClasses).fill(0);
  for (let index = 0; index < data.numSamples; index++) {
    const label = data.labels[index]!;
    classCounts[label] = classCounts[label]! + 1;
  }
  const loadedAssets: LoadedAssets = {
    dataId,
    numImages: data.numSamples,
    classNames: await classNamesOf(dataId, description),
    classCounts,
    thumbnails: thumbnailsOf(data, numShown),
    sounds: Array.from({ length: numShown }, (_, index) => data.sound(index)).filter(
      (sound) => sound !== null,
    ),
    notes: data.notes,
    histograms,
    preprocessing: manifest.preprocessing,
    weightsSha256,
    isTrainingSet: data.digest === manifest.data.trainSha256,
    fingerprint: `${ENGINE_VERSION} ${weightsSha256} ${data.digest}`,
  };
  return {
    engine: new Engine(network, description, data),
    data,
    numClasses: description.numClasses,
    loadedAssets,
  };
}

function thumbnailsOf({ thumbnailShape, thumbnail }: SampleSet, numShown: number): Thumbnails {
  const [rows, columns, channels] = thumbnailShape;
  const size = rows * columns * channels;
  const pixels = new Uint8Array(numShown * size);
  for (let index = 0; index < numShown; index++) pixels.set(thumbnail(index), index * size);
  return { rows, columns, channels, pixels };
}
