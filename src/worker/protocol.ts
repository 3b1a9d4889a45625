import type { Device, DevicePreference } from '../core/device';
import type { DataFiles, ModelFiles, SampleOrigin } from '../core/files/assetFiles';
import type { TrainedMagnitudes } from '../core/network/overflowBound';
import type { WeightHistogram } from '../core/network/weightHistogram';
import type { ErrorCount, FaultSite, Injection } from '../core/site/injection';
import type { Preview, Thumbnails } from '../core/site/preview';
import type { Quantization } from '../core/site/quantization';
import type { Shortcuts } from '../core/site/shortcuts';
import type { DataId, WeightsId } from '../experiment/settings/dataId';
import type { Baseline } from '../experiment/sweep/results';

/** The device that came up in one worker. */
export interface StartedWorker {
  readonly device: Device;
  readonly adapter: string;
  readonly software: boolean;
  readonly reason: string;
}

/** What an engine loads: a model of the catalogue with its files, and a test set. */
export interface Assets {
  readonly model: string;
  readonly modelFiles: ModelFiles;
  readonly dataFiles: DataFiles;
  /**
   * The set's name where the caller knows it (the embedded digits); null: it is told by its digest.
   */
  readonly dataId: DataId | null;
  /** Likewise of the weights; null: a file that the reader imported. */
  readonly weightsId: WeightsId | null;
  /** Left out: all of them. Counts do not depend on it; a bench does. */
  readonly shortcuts?: Shortcuts;
}

/** Files that a reader imported for a model, either or both. */
export interface UserFiles {
  readonly model: string;
  readonly modelFiles: ModelFiles | null;
  readonly dataFiles: DataFiles | null;
  /** What the weights must be, for those that were fetched; null: anything. */
  readonly weightsId: WeightsId | null;
}

/** What imported files are, after they were read from end to end. */
export interface IdentifiedFiles {
  readonly dataId: DataId | null;
  readonly weightsId: WeightsId | null;
  /** Samples of the set. */
  readonly numImages: number | null;
  /** What could not be checked of the weights, a sentence each. */
  readonly weightsNotes: readonly string[];
}

/** What the loaded assets are. */
export interface LoadedAssets {
  readonly dataId: DataId;
  readonly weightsId: WeightsId;
  readonly numImages: number;
  /** What the classes are called [numClasses]. */
  readonly classNames: readonly string[];
  /** Samples of each class in the whole set [numClasses]. */
  readonly classCounts: readonly number[];
  /** The true class of each sample [numImages]. */
  readonly labels: Uint16Array;
  readonly thumbnails: Thumbnails;
  /** Recordings of the first samples at 8 kHz, in -1 to 1; empty where there is nothing to hear. */
  readonly sounds: readonly Float32Array[];
  /** What reading the files changed or left out, a sentence each. */
  readonly notes: readonly string[];
  /** What could not be checked of the weights, a sentence each. */
  readonly weightsNotes: readonly string[];
  readonly histograms: readonly WeightHistogram[];
  /** What happens to a picture before the first layer, in words. */
  readonly preprocessing: string;
  /** sha-256 of the weights in hex. */
  readonly weightsSha256: string;
  /**
   * The images are those that the weights were trained on: their error says nothing about others.
   */
  readonly isTrainingSet: boolean;
  /** Of weights and data. */
  readonly digests: string;
  readonly magnitudes: TrainedMagnitudes;
}

/** Every call an engine worker answers: argument and result, plain records that can be cloned. */
export interface EngineCalls {
  start(preference: DevicePreference): StartedWorker;
  load(assets: Assets): LoadedAssets;
  /** Checks files without running them, where an experiment still lacks others. */
  identify(files: UserFiles): IdentifiedFiles;
  baseline(args: { readonly site: FaultSite; readonly numImages: number }): Baseline;
  evaluate(injections: readonly Injection[]): readonly ErrorCount[];
  preview(injection: Injection): Preview;
  /**
   * 1 or 0 for each of the first images: right or wrong without faults, with one structure
   * quantised or (null) in float.
   */
  correct(args: { readonly quantization: Quantization | null; readonly numImages: number }): Uint8Array;
  /** Where the first samples are stored. */
  origins(numSamples: number): readonly SampleOrigin[];
}
export type CallName = keyof EngineCalls;
export type CallArgument<Name extends CallName> = Parameters<EngineCalls[Name]>[0];
export type CallResult<Name extends CallName> = ReturnType<EngineCalls[Name]>;

/** Page or CLI to worker. */
export interface Request<Name extends CallName = CallName> {
  readonly id: number;
  readonly name: Name;
  readonly argument: CallArgument<Name>;
}

/** An error as it crosses the thread: its class by name, and what it names. */
export interface WireError {
  readonly name: string;
  readonly message: string;
}

/** Worker to page or CLI. `lost` comes unasked, when the GPU is gone. */
export type Reply =
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'lost'; readonly message: string };

/** One side of a worker thread: a web worker, its scope, or Node's `parentPort`. */
export interface Port<Out, In> {
  post(message: Out): void;
  listen(receive: (message: In) => void): void;
}

/** The caller's end of a worker that it owns. */
export interface WorkerPort extends Port<Request, Reply> {
  /** Calls back when the worker's script cannot be loaded or throws outside a call. */
  onCrash(receive: (message: string) => void): void;
  terminate(): void;
}
