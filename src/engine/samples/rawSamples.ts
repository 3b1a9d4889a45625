import type { SampleOrigin } from '../../core/files/assetFiles';
import type { WholeInput } from '../../core/network/model';
import { product } from '../../core/network/network';

/** Values of samples in the number type of their file. Floats of 16 bits are read as float32. */
export type SampleValues =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** One sample as it is stored. Do not change its values. */
export interface RawSample {
  /** Row-major; pictures have their channels last. */
  readonly shape: readonly number[];
  readonly values: SampleValues;
  /** Samples a second of a sound in -1 to 1; null for others. */
  readonly rate: number | null;
}

/** Samples of a reader's files, before preprocessing. Their values stay in the files. */
export interface RawSamples {
  readonly kind: 'arrays' | 'pictures' | 'sounds';
  readonly numSamples: number;
  /** Shape of every sample as stored. Null for a dimension that differs between samples. */
  readonly shape: readonly (number | null)[];
  /**
   * Label of each sample [numSamples], 0 or more; null without labels. Stored numbers, or places in
   * `classNames` if `labelsAre` is `names`.
   */
  readonly labels: Int32Array | null;
  readonly labelsAre: 'numbers' | 'names';
  /**
   * Names of the labels. If labels are `names`, all that occur, sorted by code units; else the name
   * of each number, or null if the files do not say.
   */
  readonly classNames: readonly string[] | null;
  /** Files that the samples come from, for messages. */
  readonly source: string;
  /** Sentences on what was left out or decided when the files were read. */
  readonly notes: readonly string[];
  /** Returns the storage place of a sample. */
  origin(index: number): SampleOrigin;
  /**
   * Reads samples from `first` to before `end`. Each call reads the files again. Throws AssetError
   * for values that cannot be read.
   */
  read(first: number, end: number): Promise<readonly RawSample[]>;
}

/** Input of a network for which samples are read. */
export interface WantedSamples {
  /** Shape of one sample at the input, channels last. */
  readonly shape: readonly number[];
  /** Null for a network that does not classify. */
  readonly numClasses: number | null;
  /** Undefined: any numbers. */
  readonly whole?: WholeInput;
}

/** Maximum size in bytes of what is held in memory for one file. */
export const MAX_HELD_BYTES = 2 ** 30;

/** Stored values that are read at once. Larger samples are read one by one. */
const VALUES_AT_ONCE = 2 ** 20;

/** Returns the number of samples that are read at once, so that they take little memory. */
export function samplesAtOnce({ shape }: Pick<RawSamples, 'shape'>): number {
  if (shape.includes(null)) return 1;
  return Math.max(1, Math.floor(VALUES_AT_ONCE / product(shape as readonly number[])));
}
