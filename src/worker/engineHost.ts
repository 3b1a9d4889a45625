import '../core/network/networks/transformers';
import { AssetError, BackendError, MemoryError } from '../core/errors';
import type { DataFiles } from '../core/files/assetFiles';
import { t } from '../core/language/t';
import { CATALOG, findModel } from '../core/network/catalog';
import { kindWord } from '../core/network/kindWord';
import { kernelsOf, type ModelDescription } from '../core/network/model';
import { histogramOf, type WeightHistogram } from '../core/network/weightHistogram';
import { saysOutOfMemory } from '../core/outOfMemory';
import { CHARACTERS } from '../core/samples/characters';
import type { Injection } from '../core/site/injection';
import type { OwnReply, OwnSample } from '../core/site/ownSample';
import { THUMBNAILS, type Thumbnails } from '../core/site/preview';
import { classNamesOf } from '../engine/datasets/classNames';
import { identifySamples } from '../engine/datasets/identify';
import { ownSamples } from '../engine/datasets/ownSamples';
import type { SampleSet } from '../engine/datasets/sampleSet';
import { type DevicePlatform, startDevice } from '../engine/inference/devices';
import { Engine } from '../engine/inference/engine';
import { imagesPerBatch } from '../engine/inference/imageBatches';
import { answerTo, previewTrial } from '../engine/inference/preview';
import { loadSamples } from '../engine/loading/loadSamples';
import { identifyWeights, type LoadedWeights, loadWeights } from '../engine/loading/loadWeights';
import type { DataId } from '../experiment/settings/dataId';
import type {
  Assets,
  CallName,
  EngineCalls,
  IdentifiedFiles,
  LoadedAssets,
  Port,
  Reply,
  Request,
  StartedWorker,
  UserFiles,
} from './protocol';

type Handlers = {
  [Name in CallName]: (argument: Parameters<EngineCalls[Name]>[0]) => Promise<ReturnType<EngineCalls[Name]>>;
};

/**
 * Time that a failed call waits for news of a lost device, in ms. A call in flight fails shortly
 * before the loss is reported.
 */
const LOSS_GRACE_MS = 500;

/** Calls whose memory depends on the number of samples in a batch. */
const BATCHED: ReadonlySet<CallName> = new Set(['baseline', 'evaluate', 'correct', 'preview']);

/**
 * Answers engine calls on `port` in their order, one at a time. Runs in a worker of a browser or of
 * Node.
 */
export function serveEngine(port: Port<Reply, Request>, platform: DevicePlatform): void {
  let loaded: { readonly engine: Engine; readonly data: SampleSet; readonly numClasses: number } | undefined;
  /** Network of the last load, successful or not. */
  let description: ModelDescription | undefined;
  let batchDivisor = 1;
  let hasRunOut = () => false;

  let deviceLost: Promise<boolean> | undefined;
  /**
   * Resolves to true if a call failed because the device was lost. The message `lost` then replaces
   * the call's own error.
   */
  const isLost = () =>
    deviceLost !== undefined &&
    Promise.race([
      deviceLost,
      new Promise<false>((resolve) => setTimeout(() => resolve(false), LOSS_GRACE_MS)),
    ]);

  const ready = () => {
    if (loaded === undefined)
      throw new BackendError('engine', t`No model is loaded: expected a load call first`);
    return loaded;
  };

  /**
   * Replaces an error for want of memory: by a MemoryError if a smaller batch may fit, else by a
   * sentence for the reader.
   */
  const readableError = (thrown: unknown, call: CallName): Error => {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const isMemory = hasRunOut() || error instanceof MemoryError || saysOutOfMemory(error.message);
    if (!isMemory || error instanceof AssetError || description === undefined) return error;
    const isBatched = BATCHED.has(call);
    if (isBatched && imagesPerBatch(description, batchDivisor) > 1) return new MemoryError(error.message);
    if (!isBatched && call !== 'load') return error;
    const { title } = description;
    return new BackendError(
      'engine',
      isBatched
        ? t`The memory of this device does not hold ${title} even with one sample at a time. Close other tabs and programs, or choose a smaller network`
        : t`The memory of this device does not hold ${title}. Close other tabs and programs, or choose a smaller network`,
    );
  };

  const handlers: Handlers = {
    async start(preference): Promise<StartedWorker> {
      const { lost, hasRunOut: isOut, ...started } = await startDevice(preference, platform);
      hasRunOut = isOut;
      if (started.device === 'webgpu') {
        deviceLost = lost.then((message) => {
          port.post({ kind: 'lost', message });
          return true;
        });
      }
      return started;
    },
    async divideBatches(divisor) {
      batchDivisor = divisor;
    },
    async load(assets) {
      // Disposes the old model first, because two copies of VGG16 exceed the memory. If the load
      // fails, the pool loads the old model again.
      loaded?.engine.dispose();
      loaded = undefined;
      const { loadedAssets, ...next } = await loadAssets(assets, batchDivisor, (found) => {
        description = found;
      });
      loaded = next;
      return loadedAssets;
    },
    identify: identifyFiles,
    async openNetwork(files) {
      const { reportOwnNetwork } = await import('../engine/loading/reportOwnNetwork');
      return reportOwnNetwork(files);
    },
    baseline: async ({ site, numSamples, measure }) => ready().engine.faultFree(site, numSamples, measure),
    evaluate: async (injections) => ready().engine.evaluate(injections),
    maskChecks: async (injections) => ready().engine.maskChecks(injections),
    correct: async ({ quantization, numSamples }) => ready().engine.correct(quantization, numSamples),
    propagate: async (request) => ready().engine.propagate(request),
    answers: async (sample) => answerOwn(ready(), sample),
    origins: async (numSamples) => ready().data.origins.slice(0, numSamples),
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
        const result = await handle(argument);
        if (hasRunOut()) throw new MemoryError(t`The GPU has no memory left`);
        port.post({ kind: 'done', id, result });
      } catch (error) {
        if (await isLost()) return;
        const { name: errorName, message } = readableError(error, name);
        port.post({ kind: 'failed', id, error: { name: errorName, message } });
      }
    });
  });
}

/** Runs a sample of the reader. Throws an AssetError if the network reads another kind or size. */
async function answerOwn(
  { engine, data, numClasses }: { engine: Engine; data: SampleSet; numClasses: number },
  { input, injections }: OwnSample,
): Promise<OwnReply> {
  const own = ownSamples(data, input);
  const scores = await engine.scoresOf(own, injections);
  const [rows, columns, channels] = own.thumbnailShape;
  return {
    answers: scores.map((one) => answerTo(one, 0, numClasses)),
    seen: { rows, columns, channels: channels === 3 ? 3 : 1, pixels: own.thumbnail(0) },
    heard: own.sound(0),
    written: input.kind === 'text' ? await writeOn({ engine, data, numClasses }, input.text, injections) : [],
  };
}

/** Number of characters that a network writes after a text. */
const WRITTEN = 64;

/** Lets the network continue a text under each injection with its most likely characters. */
async function writeOn(
  { engine, data, numClasses }: { engine: Engine; data: SampleSet; numClasses: number },
  start: string,
  injections: readonly Injection[],
): Promise<string[]> {
  const texts: string[] = [];
  for (const injection of injections) {
    let text = start;
    while (text.length < start.length + WRITTEN) {
      const read = ownSamples(data, { kind: 'text', text: text.slice(-start.length) });
      const [scores] = await engine.scoresOf(read, [injection]);
      const { predicted } = answerTo(scores!, 0, numClasses);
      if (predicted === null) break;
      text += CHARACTERS[predicted]!;
    }
    texts.push(text.slice(start.length));
  }
  return texts;
}

function modelOf(id: string): ModelDescription {
  const description = findModel(id);
  if (description !== undefined) return description;
  throw new AssetError(id, t`No such model: expected one of ${[...CATALOG.keys()].join(', ')}`);
}

async function samplesFor(description: ModelDescription, files: DataFiles, claimed: DataId | null) {
  const data = await loadSamples(files, claimed !== 'generated');
  if (data.kind !== description.dataKind) {
    throw new AssetError(
      files.samples[0]!.name,
      t`The files hold ${kindWord(data.kind)}: ${description.title} needs ${kindWord(description.dataKind)}`,
    );
  }
  return { data, dataId: identifySamples(data, claimed) };
}

async function identifyFiles(files: UserFiles): Promise<IdentifiedFiles> {
  const description = modelOf(files.model);
  const { dataFiles, modelFiles } = files;
  const samples = dataFiles === null ? null : await samplesFor(description, dataFiles, null);
  const weights =
    modelFiles === null ? null : await identifyWeights(modelFiles, description, files.weightsId);
  return {
    dataId: samples?.dataId ?? null,
    numSamples: samples?.data.numSamples ?? null,
    weightsId: weights?.weightsId ?? null,
    weightsNotes: weights?.notes ?? [],
  };
}

/** A network with its weights, and the samples that it is tested on. */
interface LoadedFiles {
  readonly weights: LoadedWeights;
  readonly data: SampleSet;
  readonly dataId: DataId;
  readonly classNames: readonly string[];
  readonly steps: string;
}

/** Loads weights and samples, and calls `found` as soon as the network is known. */
async function loadAssets(
  assets: Assets,
  batchDivisor: number,
  found: (description: ModelDescription) => void,
) {
  const files = await loadFiles(assets, found);
  const { network } = files.weights;
  try {
    const described = await describeAssets(files);
    const { shortcuts } = assets;
    const options = { batchDivisor, ...(shortcuts && { shortcuts }) };
    const engine = new Engine(network, files.data, options);
    const loadedAssets = { ...described, magnitudes: await engine.magnitudes() };
    return { engine, data: files.data, numClasses: network.description.numClasses, loadedAssets };
  } catch (error) {
    network.dispose();
    throw error;
  }
}

async function loadFiles(
  { model, modelFiles, dataFiles, dataId: claimed, weightsId }: Assets,
  found: (description: ModelDescription) => void,
): Promise<LoadedFiles> {
  if (modelFiles.format === 'network' || dataFiles.format === 'own')
    return loadOwnFiles(modelFiles, dataFiles, found);
  const description = modelOf(model);
  found(description);
  const { data, dataId } = await samplesFor(description, dataFiles, claimed);
  const weights = await loadWeights(modelFiles, description, weightsId);
  try {
    return { weights, data, dataId, classNames: await classNamesOf(dataId, description), steps: '' };
  } catch (error) {
    weights.network.dispose();
    throw error;
  }
}

/** Loads a network of the reader. Its modules are loaded on demand. */
async function loadOwnFiles(
  modelFiles: Assets['modelFiles'],
  dataFiles: Assets['dataFiles'],
  found: (description: ModelDescription) => void,
): Promise<LoadedFiles> {
  if (modelFiles.format !== 'network' || dataFiles.format !== 'own')
    throw new TypeError('Cannot load files of the catalogue with those of a reader');
  const [{ loadOwnNetwork }, { loadOwnSamples }] = await Promise.all([
    import('../engine/loading/loadOwnNetwork'),
    import('../engine/loading/loadOwnSamples'),
  ]);
  const weights = await loadOwnNetwork(modelFiles);
  try {
    found(weights.network.description);
    const { data, steps, classNames } = await loadOwnSamples(dataFiles, weights.network);
    const preprocessing = steps;
    return {
      weights: { ...weights, preprocessing },
      ...{ data, steps, classNames },
      dataId: `file-${data.digest.slice(0, 16)}`,
    };
  } catch (error) {
    weights.network.dispose();
    throw error;
  }
}

async function describeAssets({
  weights,
  data,
  dataId,
  classNames,
  steps,
}: LoadedFiles): Promise<Omit<LoadedAssets, 'magnitudes'>> {
  const { network, weightsId, weightsSha256, preprocessing, trainSha256, notes: weightsNotes } = weights;
  const { description } = network;
  const histograms: WeightHistogram[] = [];
  // Reads back one layer at a time: VGG16's weights take half a gigabyte.
  for (const layer of description.layers) {
    const values = await Promise.all(kernelsOf(layer).map(({ stored }) => network.read(stored).data()));
    histograms.push(histogramOf(layer.name, values));
  }
  const numShown = Math.min(THUMBNAILS, data.numSamples);
  const classCounts = Array<number>(description.numClasses).fill(0);
  for (let index = 0; index < data.numSamples; index++) {
    const label = data.labels[index]!;
    classCounts[label] = classCounts[label]! + 1;
  }
  return {
    dataId,
    weightsId,
    numSamples: data.numSamples,
    classNames,
    classCounts,
    labels: Uint16Array.from(data.labels),
    isLabelled: data.isLabelled !== false,
    thumbnails: thumbnailsOf(data, numShown),
    sounds: Array.from({ length: numShown }, (_, index) => data.sound(index)).filter(
      (sound) => sound !== null,
    ),
    notes: data.notes,
    weightsNotes,
    histograms,
    preprocessing,
    steps,
    weightsSha256,
    isTrainingSet: data.digest === trainSha256,
    digests: `${weightsSha256} ${data.digest}`,
  };
}

function thumbnailsOf({ thumbnailShape, thumbnail }: SampleSet, numShown: number): Thumbnails {
  const [rows, columns, channels] = thumbnailShape;
  const size = rows * columns * channels;
  const pixels = new Uint8Array(numShown * size);
  for (let index = 0; index < numShown; index++) pixels.set(thumbnail(index), index * size);
  return { rows, columns, channels, pixels };
}
