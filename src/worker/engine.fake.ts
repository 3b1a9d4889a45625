import { AssetError } from '../core/errors';
import { findModel } from '../core/network/catalog';
import type { OpenedNetwork, RefusedNetwork } from '../core/network/graphReport';
import { fakeMagnitudes } from '../core/network/magnitudes.fake';
import type { Baseline, Injection } from '../core/site/injection';
import type { OwnAnswer, OwnSample } from '../core/site/ownSample';
import { type PreviewImage, THUMBNAILS, type Thumbnails } from '../core/site/preview';
import type { Propagation, PropagationRequest } from '../core/site/propagation';
import { wordBits } from '../core/words/numberFormat';
import type { WeightsId } from '../experiment/settings/dataId';
import { baselineOf, countOf } from '../experiment/sweep/measurement.fake';
import type {
  Assets,
  CallArgument,
  IdentifiedFiles,
  LoadedAssets,
  Reply,
  Request,
  UserFiles,
  WorkerPort,
} from './protocol';

const NUM_IMAGES = 1000;
const NUM_CLASSES = 10;
const SILENT = (): void => {};

/** Id of all samples of a reader. */
export const FAKE_SAMPLES = 'file-5a5a5a5a5a5a5a5a';

/** Error count of a fake trial by training set, so that tests see which weights it ran on. */
export const WRONG_OF_WEIGHTS: Record<string, number> = { generated: 100, mnist: 200 };

/**
 * An engine worker for tests of its owners. It loads at once. Its error counts depend on the loaded
 * weights, so that a test notices a result from the wrong weights. `hold` delays its answers until
 * `release`. After `terminate` it sends nothing, like a worker thread.
 */
export class FakeEngineWorker implements WorkerPort {
  readonly requests: Request[] = [];
  private readonly held: (() => void)[] = [];
  private receive: (reply: Reply) => void = SILENT;
  private weights = '';
  isTerminated = false;
  hold = false;
  /** Number of batches of trials that it answers before it holds. */
  batchesLeft = Number.POSITIVE_INFINITY;
  /** False if the samples that it loads have no labels. */
  isLabelled = true;
  /** True if weight files of Keras are refused. */
  refusesWeights = false;
  /** Answer to the file of a network. */
  network: OpenedNetwork | RefusedNetwork = { fileName: 'net.onnx', reasons: ['Nothing can be run'] };
  /** True if the next load finds that the test set is the training set of the weights. */
  holdsTrainingSet = false;

  post(request: Request): void {
    this.requests.push(request);
    const answer = () => {
      try {
        this.receive({ kind: 'done', id: request.id, result: this.answer(request) });
      } catch (error) {
        const { name, message } = error as Error;
        this.receive({ kind: 'failed', id: request.id, error: { name, message } });
      }
    };
    if (request.name === 'evaluate' && this.batchesLeft-- <= 0) this.hold = true;
    if (this.hold && request.name !== 'start') this.held.push(answer);
    else queueMicrotask(answer);
  }

  release(): void {
    this.hold = false;
    for (const answer of this.held.splice(0)) answer();
  }

  listen(receive: (reply: Reply) => void): void {
    this.receive = receive;
  }
  onCrash(): void {}
  terminate(): void {
    this.isTerminated = true;
    this.receive = SILENT;
  }

  /** Simulates the loss of the device. */
  lose(): void {
    this.receive({ kind: 'lost', message: 'The GPU device was lost' });
  }

  private answer({ name, argument }: Request): unknown {
    switch (name) {
      case 'start':
        return { device: 'wasm', adapter: 'fake', software: false, reason: 'a test' };
      case 'divideBatches':
        return undefined;
      case 'load':
        return this.load(argument as Assets);
      case 'identify': {
        const { dataFiles, modelFiles, weightsId } = argument as UserFiles;
        if (this.refusesWeights) throw new AssetError('w.h5', 'The md5 of the file is another');
        return {
          dataId: dataFiles && 'file-0123456789abcdef',
          numSamples: dataFiles && 1000,
          weightsId: modelFiles && (weightsId ?? 'file-fedcba9876543210'),
          weightsNotes: [],
        } satisfies IdentifiedFiles;
      }
      case 'baseline':
        return baselineOf(1, 2) satisfies Baseline;
      case 'evaluate':
        return (argument as readonly Injection[]).map(({ ber, trial }) =>
          countOf(WRONG_OF_WEIGHTS[this.weights]! + (trial % 7), 1000, Math.round(ber * 1e6)),
        );
      case 'maskChecks':
        return (argument as readonly Injection[]).map(({ ber, trial }) => Math.round(ber * 1e9) + trial);
      case 'correct':
        return this.correct(argument as CallArgument<'correct'>);
      case 'origins':
        return [];
      case 'preview': {
        const { ber, trial, numSamples } = argument as Injection;
        const images = Array.from({ length: numSamples }, (_, index) => previewImage(index, trial));
        return { ber, trial, flips: 3, images };
      }
      case 'propagate':
        return followed(argument as PropagationRequest);
      case 'answers':
        return {
          answers: (argument as OwnSample).injections.map(
            ({ ber, trial }): OwnAnswer => ({ predicted: ber === 0 ? 3 : trial % 10, confidence: 0.5 }),
          ),
          seen: { rows: 1, columns: 1, channels: 1, pixels: Uint8Array.of(0) },
          heard: null,
        };
      case 'openNetwork':
        return this.network;
      default:
        throw name satisfies never;
    }
  }

  /**
   * Without quantisation only the first image is wrong. Each bit below the six of Q2.4 makes one
   * more image wrong.
   */
  private correct({ quantization, numSamples }: CallArgument<'correct'>): Uint8Array {
    const lacking = quantization === null ? 0 : Math.max(0, 6 - wordBits(quantization.format));
    return Uint8Array.from({ length: numSamples }, (_, image) => Number(image > lacking));
  }

  private load(assets: Assets): LoadedAssets {
    const isOwn = assets.dataFiles.format === 'own';
    if (this.refusesWeights && assets.modelFiles.format === 'keras')
      throw new AssetError('w.h5', 'Layer dense has 5 units: expected 300');
    const folder = isOwn ? 'generated' : assets.modelFiles.weights.name.split('/').at(-2)!;
    this.weights = folder;
    return {
      // Samples of a reader are named by their content, whatever was asked for.
      dataId: isOwn ? FAKE_SAMPLES : (assets.dataId ?? 'mnist'),
      weightsId: assets.weightsId ?? (isOwn ? (assets.model as WeightsId) : 'file-fedcba9876543210'),
      numSamples: NUM_IMAGES,
      classNames: Array.from({ length: NUM_CLASSES }, (_, label) => String(label)),
      classCounts: Array<number>(NUM_CLASSES).fill(NUM_IMAGES / NUM_CLASSES),
      labels: Uint16Array.from({ length: NUM_IMAGES }, (_, image) => labelOf(image)),
      isLabelled: this.isLabelled,
      thumbnails: SMALL_THUMBNAILS,
      sounds: [],
      notes: [],
      weightsNotes: [],
      histograms: [],
      steps: assets.dataFiles.format === 'own' ? (assets.dataFiles.preprocessing ?? 'divide=255') : '',
      preprocessing: '',
      weightsSha256: folder,
      isTrainingSet: this.holdsTrainingSet,
      digests: folder,
      magnitudes: fakeMagnitudes(findModel(assets.model)!),
    };
  }
}

const labelOf = (image: number) => (3 * image) % NUM_CLASSES;

/**
 * With faults, one image in seven is classified as the next class; which ones depends on the trial.
 * Without faults none is.
 */
function previewImage(index: number, trial: number): PreviewImage {
  const label = labelOf(index);
  const after = index % 7 === trial % 7 ? (label + 1) % NUM_CLASSES : label;
  return { index, label, before: label, after, beforeConfidence: 0.9, afterConfidence: 0.6 };
}

/** Faults that reach the answer of every seventh sample, as in `previewImage`. */
function followed({ injection: { ber, trial }, sample }: PropagationRequest): Propagation {
  const { label, before, after } = previewImage(sample, trial);
  const change = { faultFreeRms: 1, changeRms: 0.5, largestChange: 2, nonFinite: 0 };
  const nodes = [{ node: 'fc-1', kind: 'dense', numValues: 300, changed: 12, flips: 3, ...change } as const];
  return { sample, ber, trial, label, before, after, flips: 3, nodes };
}

/** Thumbnails that differ from each other. */
const SMALL_THUMBNAILS: Thumbnails = {
  ...{ rows: 2, columns: 2, channels: 1 },
  pixels: Uint8Array.from({ length: 4 * THUMBNAILS }, (_, place) => (37 * place + 11) % 256),
};
