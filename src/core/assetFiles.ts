/** A file that is read only where it is needed: dropped, fetched or from disk. `name` is what messages call it. */
export interface AssetFile {
  readonly name: string;
  readonly blob: Blob;
}

/** A trained network on disk: tfjs LayersModel files and the manifest that vouches for them. */
export interface ModelFiles {
  readonly manifest: AssetFile;
  readonly topology: AssetFile;
  readonly weights: AssetFile;
}

/** A test set as IDX files, gzipped or not. Parts follow each other: images[i] belongs to labels[i]. */
export interface DataFiles {
  readonly images: readonly AssetFile[];
  readonly labels: readonly AssetFile[];
}

/** Most images in a test or training set; MNIST trains on 60,000. */
export const MAX_IMAGES = 100_000;
