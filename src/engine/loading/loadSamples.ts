import { AssetError } from '../../core/errors';
import { type AssetFile, type DataFiles, MAX_IMAGES, type SampleOrigin } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { parseCifar } from '../datasets/cifar';
import { canonicalOrder } from '../datasets/digest';
import { gunzip } from '../datasets/gunzip';
import { pairImagesAndLabels, parseIdxImages, parseIdxLabels } from '../datasets/idx';
import { imageSamples } from '../datasets/imageSamples';
import { joinImageSets, reorderImages } from '../datasets/imageSet';
import type { SampleSet } from '../datasets/sampleSet';
import { pairRecordingsAndLabels, parseRecordings } from '../datasets/speech/audioSet';
import { decodeMulaw } from '../datasets/speech/mulaw';
import { readRecordings } from '../datasets/speech/readRecordings';
import { speechSamples } from '../datasets/speech/speechSamples';
import { textSamples } from '../datasets/textSamples';
import { readBytes } from './readBytes';

/**
 * Reads a data set from its files and joins their parts in order. `isUserFile` is true for imported
 * files: CIFAR-10 pictures among them are sorted into their canonical order. Recordings contain
 * both splits; `split` selects one. Throws AssetError naming the file.
 */
export async function loadSamples(
  files: DataFiles,
  isUserFile: boolean,
  split: 'train' | 'test' = 'test',
): Promise<SampleSet> {
  const { format, samples, labels } = files;
  if (samples.length === 0) throw new AssetError(t`test set`, t`No file was given: expected at least one`);
  switch (format) {
    case 'idx': {
      const parts = await Promise.all(samples.map((file, index) => readIdx(file, labels[index])));
      return imageSamples(joinImageSets(parts), originsIn(samples, parts));
    }
    case 'cifar': {
      const batches = await Promise.all(
        samples.map(async (file) => parseCifar(await readBytes(file), file.name)),
      );
      const set = joinImageSets(batches);
      const origins = originsIn(samples, batches);
      if (!isUserFile) return imageSamples(set, origins);
      const order = canonicalOrder(set);
      return imageSamples(
        reorderImages(set, order),
        order.map((image) => origins[image]!),
      );
    }
    case 'mulaw': {
      const [audioBytes, labelBytes] = await readBoth(samples[0]!, labels[0]);
      const recordings = await parseRecordings(audioBytes, samples[0]!.name);
      const classes = await parseIdxLabels(labelBytes, labels[0]!.name);
      const set = pairRecordingsAndLabels(recordings, samples[0]!.name, classes, labels[0]!.name);
      const origins = originsIn(samples, [{ numSamples: set.recordings.length }]);
      return speechSamples({ recordings: set.recordings.map(decodeMulaw), labels: set.labels, origins });
    }
    case 'recordings':
      return readRecordings(samples, split);
    case 'photos': {
      // Loaded on demand: only users with photos need decoders and class names.
      const { readPhotos } = await import('../datasets/photos/readPhotos');
      return readPhotos(samples, labels);
    }
    case 'text': {
      const [file] = samples as [AssetFile];
      const bytes = await gunzip(await readBytes(file), file.name, MAX_TEXT_BYTES);
      const origin = (record: number) => ({ file: file.name, record });
      return textSamples(new TextDecoder().decode(bytes), file.name, origin);
    }
    default:
      throw format satisfies never;
  }
}

/** Most bytes of a text: samples of 33 characters each. */
const MAX_TEXT_BYTES = 33 * MAX_IMAGES;

/** Returns the storage place of each sample; `parts[i]` lies in `files[i]`. */
function originsIn(
  files: readonly AssetFile[],
  parts: readonly { readonly numSamples: number }[],
): SampleOrigin[] {
  return parts.flatMap(({ numSamples }, part) =>
    Array.from({ length: numSamples }, (_, record) => ({ file: files[part]!.name, record })),
  );
}

async function readIdx(imageFile: AssetFile, labelFile: AssetFile | undefined) {
  const [imageBytes, labelBytes] = await readBoth(imageFile, labelFile);
  const [images, labels] = await Promise.all([
    parseIdxImages(imageBytes, imageFile.name),
    parseIdxLabels(labelBytes, labelFile!.name),
  ]);
  return pairImagesAndLabels(images, imageFile.name, labels, labelFile!.name);
}

/**
 * Reads both files before either is parsed. With two separate awaits a rejection could stay
 * unhandled.
 */
async function readBoth(
  samples: AssetFile,
  labels: AssetFile | undefined,
): Promise<readonly [Uint8Array, Uint8Array]> {
  if (labels === undefined) throw new AssetError(samples.name, t`No label file belongs to this file`);
  return Promise.all([readBytes(samples), readBytes(labels)]);
}
