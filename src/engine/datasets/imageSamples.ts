import type { SampleOrigin } from '../../core/files/assetFiles';
import { digestImageSet } from './digest';
import type { ImageSet } from './imageSet';
import type { SampleSet } from './sampleSet';
import { standardizeImages } from './standardize';

/**
 * Makes samples of digits or small colour pictures, each standardised separately. `origins`
 * [numSamples] are their storage places; left out for generated pictures.
 */
export function imageSamples(set: ImageSet, origins: readonly SampleOrigin[] = []): SampleSet {
  const { images, labels, numSamples, rows, columns, channels } = set;
  const values = rows * columns * channels;
  return {
    kind: channels === 1 ? 'digits' : 'pictures',
    numSamples,
    labels,
    digest: digestImageSet(set),
    inputs: (first, end) => standardizeImages(images.subarray(first * values, end * values), values),
    thumbnailShape: [rows, columns, channels],
    thumbnail: (index) => images.subarray(index * values, (index + 1) * values),
    sound: () => null,
    notes: [],
    origins,
  };
}
