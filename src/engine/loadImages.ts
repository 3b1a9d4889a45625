import type { DataFiles } from '../core/assetFiles';
import { AssetError } from '../core/errors';
import { pairImagesAndLabels, parseIdxImages, parseIdxLabels } from './datasets/idx';
import type { ImageSet } from './datasets/imageSet';
import { readBytes } from './readBytes';

/** Reads a test set from its IDX files, parts joined in order. Throws AssetError naming the file at fault. */
export async function loadImages(files: DataFiles): Promise<ImageSet> {
  const parts = await Promise.all(
    files.images.map(async (imageFile, index) => {
      const labelFile = files.labels[index];
      if (labelFile === undefined)
        throw new AssetError(imageFile.name, 'No label file belongs to this image file');
      // Read before either is parsed: a rejection between two awaits would be nobody's.
      const [imageBytes, labelBytes] = await Promise.all([readBytes(imageFile), readBytes(labelFile)]);
      const [images, labels] = await Promise.all([
        parseIdxImages(imageBytes, imageFile.name),
        parseIdxLabels(labelBytes, labelFile.name),
      ]);
      return pairImagesAndLabels(images, imageFile.name, labels, labelFile.name);
    }),
  );
  const [first, ...rest] = parts;
  if (first === undefined)
    throw new AssetError('test images', 'No image file was given: expected at least one');
  return rest.reduce(join, first);
}

function join(left: ImageSet, right: ImageSet): ImageSet {
  return {
    ...left,
    images: concatenate(left.images, right.images),
    labels: concatenate(left.labels, right.labels),
    numImages: left.numImages + right.numImages,
  };
}

function concatenate(left: Uint8Array, right: Uint8Array): Uint8Array {
  const joined = new Uint8Array(left.length + right.length);
  joined.set(left);
  joined.set(right, left.length);
  return joined;
}
