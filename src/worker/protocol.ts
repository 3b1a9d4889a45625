import type { Device, DevicePreference } from '../core/device';
import type {
  DataFiles,
  ModelFiles,
  NetworkFiles,
  OwnSampleFiles,
  SampleOrigin,
} from '../core/files/assetFiles';
import type { OpenedNetwork, RefusedNetwork } from '../core/network/graphReport';
import type { TrainedMagnitudes } from '../core/network/overflowBound';
import type { WeightHistogram } from '../core/network/weightHistogram';
import type { Baseline, ErrorCount, FaultFreeRun, Injection } from '../core/site/injection';
import type { OwnReply, OwnSample } from '../core/site/ownSample';
import type { Preview, Thumbnails } from '../core/site/preview';
import type { Propagation, PropagationRequest } from '../core/site/propagation';
import type { Quantization } from '../core/site/quantization';
import type { Shortcuts } from '../core/site/shortcuts';
import type { DataId, WeightsId } from '../experiment/settings/dataId';

/** Device of one started worker. */
export interface StartedWorker {
  readonly device: Device;
  readonly adapter: string;
  readonly software: boolean;
  readonly reason: string;
}

/** Input of a load: a network with its files, and a test set of the same origin. */
export interface Assets {
  /** Id of a model of the catalogue, or of the network in the files. */
  readonly model: string;
  readonly modelFiles: ModelFiles | NetworkFiles;
  readonly dataFiles: DataFiles | OwnSampleFiles;
  /**
   * Name of the set, if the caller knows it (the embedded digits). Null: it is derived from the
   * digest.
   */
  readonly dataId: DataId | null;
  /** Name of the weights. Null: a file that the user imported. */
  readonly weightsId: WeightsId | null;
  /** Undefined: all shortcuts are on. Counts do not depend on them; benches turn them off. */
  readonly shortcuts?: Shortcuts;
}

/** Files that a user imported for a model: weights, a data set or both. */
export interface UserFiles {
  readonly model: string;
  readonly modelFiles: ModelFiles | null;
  readonly dataFiles: DataFiles | null;
  /** Expected name of downloaded weights. Null: any weights are accepted. */
  readonly weightsId: WeightsId | null;
}

/** Names of imported files, after they were read completely. */
export interface IdentifiedFiles {
  readonly dataId: DataId | null;
  readonly weightsId: WeightsId | null;
  /** Number of samples in the set. */
  readonly numSamples: number | null;
  /** Sentences on properties of the weights that could not be checked. */
  readonly weightsNotes: readonly string[];
}

/** Description of the loaded assets. */
export interface LoadedAssets {
  readonly dataId: DataId;
  readonly weightsId: WeightsId;
  readonly numSamples: number;
  /** Names of the classes [numClasses]. */
  readonly classNames: readonly string[];
  /** Number of samples of each class in the whole set [numClasses]. */
  readonly classCounts: readonly number[];
  /** True class of each sample [numSamples]; without labels the float network's own answer. */
  readonly labels: Uint16Array;
  /** True if the samples came with labels. */
  readonly isLabelled: boolean;
  readonly thumbnails: Thumbnails;
  /** Recordings of the first samples at 8 kHz, in -1 to 1. Empty for pictures. */
  readonly sounds: readonly Float32Array[];
  /** Sentences on what was changed or left out when the files were read. */
  readonly notes: readonly string[];
  /** Sentences on properties of the weights that could not be checked. */
  readonly weightsNotes: readonly string[];
  readonly histograms: readonly WeightHistogram[];
  /** Description of the preprocessing of a sample before the first layer. */
  readonly preprocessing: string;
  /** Text of the preprocessing of the reader's samples. Empty for a network of the catalogue. */
  readonly steps: string;
  /** SHA-256 of the weights in hex. */
  readonly weightsSha256: string;
  /**
   * True if the test set is the training set of the weights. The error then says nothing about
   * other samples.
   */
  readonly isTrainingSet: boolean;
  /** Digests of weights and data. */
  readonly digests: string;
  readonly magnitudes: TrainedMagnitudes;
}

/** Calls of an engine worker with argument and result. All are plain records that can be cloned. */
export interface EngineCalls {
  start(preference: DevicePreference): StartedWorker;
  /** Divides the batches of samples of all later loads, because memory ran out. */
  divideBatches(divisor: number): void;
  load(assets: Assets): LoadedAssets;
  /** Checks files without running them, for an experiment that still lacks other files. */
  identify(files: UserFiles): IdentifiedFiles;
  /** Reads the file of a network of the reader. The loaded assets stay loaded. */
  openNetwork(files: NetworkFiles): OpenedNetwork | RefusedNetwork;
  baseline(run: FaultFreeRun): Baseline;
  evaluate(injections: readonly Injection[]): readonly ErrorCount[];
  /** Checksums of the fault masks of some trials, u32, for each trial those of its tensors. */
  maskChecks(injections: readonly Injection[]): readonly number[];
  preview(injection: Injection): Preview;
  /** Follows one trial's faults through the network for one sample. */
  propagate(request: PropagationRequest): Propagation;
  /** Answers to a picture or a recording of the reader. */
  answers(sample: OwnSample): OwnReply;
  /**
   * For each of the first images, 1 if it is classified correctly without faults, else 0. One
   * structure is quantised, or none if null.
   */
  correct(args: { readonly quantization: Quantization | null; readonly numSamples: number }): Uint8Array;
  /** Storage places of the first samples. */
  origins(numSamples: number): readonly SampleOrigin[];
}
export type CallName = keyof EngineCalls;
export type CallArgument<Name extends CallName> = Parameters<EngineCalls[Name]>[0];
export type CallResult<Name extends CallName> = ReturnType<EngineCalls[Name]>;

/** Message from page or CLI to a worker. */
export interface Request<Name extends CallName = CallName> {
  readonly id: number;
  readonly name: Name;
  readonly argument: CallArgument<Name>;
}

/** An error as a record that can be cloned: the name of its class and its message. */
export interface WireError {
  readonly name: string;
  readonly message: string;
}

/** Message from a worker to page or CLI. `lost` is sent once, when the GPU is lost. */
export type Reply =
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'lost'; readonly message: string };

/**
 * One end of a message channel with a worker: a web worker, its global scope, or Node's
 * `parentPort`.
 */
export interface Port<Out, In> {
  post(message: Out): void;
  listen(receive: (message: In) => void): void;
}

/** The owner's end of the channel. */
export interface WorkerPort extends Port<Request, Reply> {
  /** Registers a callback for a worker script that cannot be loaded or throws outside a call. */
  onCrash(receive: (message: string) => void): void;
  terminate(): void;
}
