/**
 * A file that is read only where it is needed: dropped, fetched or from disk. `name` is what
 * messages call it.
 */
export interface AssetFile {
  readonly name: string;
  readonly blob: Blob;
  /**
   * Where it lies, in Node: a Blob cannot be read there synchronously, as HDF5 of more than 64 MB
   * has to be.
   */
  readonly path?: string;
}

/**
 * A trained network in the explorer's own form: weights, and the manifest that vouches for them.
 */
export interface ExplorerModelFiles<File = AssetFile> {
  readonly format: 'explorer';
  readonly manifest: File;
  readonly weights: File;
}

/**
 * A trained network: in the explorer's own form, a file that Keras wrote, with its model's topology
 * where that came beside it, or tfjs's `model.json` with its shards.
 */
export type ModelFiles =
  | ExplorerModelFiles
  | { readonly format: 'keras'; readonly weights: AssetFile; readonly topology?: AssetFile }
  | { readonly format: 'tfjs'; readonly weights: AssetFile; readonly shards: readonly AssetFile[] };

/**
 * How the files of a data set are written:
 * - `idx`: pictures and labels in parts, `samples[i]` belongs to `labels[i]`
 * - `cifar`: CIFAR-10 binary records, which carry their labels
 * - `mulaw`: the embedded recordings, one IDX file of µ-law bytes and one of labels
 * - `recordings`: wav files named `{digit}_{speaker}_{take}.wav`
 * - `photos`: JPEG and PNG files and one list of labels
 */
export type DataFormat = 'idx' | 'cifar' | 'mulaw' | 'recordings' | 'photos';

/** A data set as files, gzipped or not. */
export interface DataFiles<File = AssetFile> {
  readonly format: DataFormat;
  readonly samples: readonly File[];
  readonly labels: readonly File[];
}

/** Where a sample is stored. */
export interface SampleOrigin {
  /** The name of its file. */
  readonly file: string;
  /** Its place there, from 0; 0 in a file of its own. */
  readonly record: number;
}

/** Most samples in a test or training set; MNIST trains on 60,000. */
export const MAX_IMAGES = 100_000;
