/**
 * A file that was dropped, fetched or found on disk; its content is read on demand. `name` is its
 * name in messages.
 */
export interface AssetFile {
  readonly name: string;
  readonly blob: Blob;
  /**
   * Path on disk, in Node only. HDF5 files over 64 MB must be read synchronously, which Node cannot
   * do with a Blob.
   */
  readonly path?: string;
  /** True for a file that was named as the labels of the samples given with it. */
  readonly isLabels?: true;
}

/** A trained network in the explorer's format: the weights, and a manifest with their digest. */
export interface ExplorerModelFiles<File = AssetFile> {
  readonly format: 'explorer';
  readonly manifest: File;
  readonly weights: File;
}

/**
 * A trained network in one of four formats: the explorer's own; a Keras weight file, with its
 * topology file if there is one; tfjs's `model.json` with its shards; or arrays by name in a
 * `.safetensors` or `.npz` file.
 */
export type ModelFiles =
  | ExplorerModelFiles
  | { readonly format: 'keras'; readonly weights: AssetFile; readonly topology?: AssetFile }
  | { readonly format: 'tfjs'; readonly weights: AssetFile; readonly shards: readonly AssetFile[] }
  | { readonly format: 'arrays'; readonly weights: AssetFile };

/**
 * File format of a data set:
 * - `idx`: pictures and labels in parts, `samples[i]` belongs to `labels[i]`
 * - `cifar`: CIFAR-10 binary records, which include their labels
 * - `mulaw`: the embedded recordings, one IDX file of µ-law bytes and one of labels
 * - `recordings`: wav files named `{digit}_{speaker}_{take}.wav`
 * - `photos`: JPEG and PNG files and one list of labels
 * - `text`: the embedded text, which includes the labels
 */
export type DataFormat = 'idx' | 'cifar' | 'mulaw' | 'recordings' | 'photos' | 'text';

/** The files of a data set, gzipped or not. */
export interface DataFiles<File = AssetFile> {
  readonly format: DataFormat;
  readonly samples: readonly File[];
  readonly labels: readonly File[];
}

/**
 * A network of the reader: the file that describes it, and files given with it that may hold its
 * tensors.
 */
export interface NetworkFiles {
  readonly format: 'network';
  readonly weights: AssetFile;
  readonly others: readonly AssetFile[];
  /** Weights that take the place of the file's own, as `.safetensors` or `.npz`. */
  readonly laid?: AssetFile;
}

/** Returns name and size of the file that describes a reader's network. */
export function networkFile({ weights }: NetworkFiles): { readonly name: string; readonly bytes: number } {
  return { name: weights.name, bytes: weights.blob.size };
}

/** Samples for a network of the reader, in any format that `openSamples` reads. */
export interface OwnSampleFiles {
  readonly format: 'own';
  readonly samples: readonly AssetFile[];
  /** Text of the preprocessing (`formatPreprocessing`). Null: one is proposed. */
  readonly preprocessing: string | null;
  /** True: only the order of the classes is proposed, the other steps are kept. */
  readonly proposesClasses?: boolean;
}

/** Returns the files of a data set or a network. */
export function filesIn(
  files: DataFiles | ModelFiles | NetworkFiles | Omit<OwnSampleFiles, 'preprocessing'>,
): readonly AssetFile[] {
  return Object.values(files)
    .flat()
    .filter((value) => typeof value === 'object');
}

/** The place where a sample is stored. */
export interface SampleOrigin {
  /** Name of the file. */
  readonly file: string;
  /** Index of the record in the file, from 0. It is 0 if the file holds one sample. */
  readonly record: number;
}

/** Maximum number of samples in a test or training set. MNIST trains on 60,000. */
export const MAX_IMAGES = 100_000;
