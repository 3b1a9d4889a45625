import { MAX_IMAGES } from '../../core/files/assetFiles';
import { EMBEDDED_SAMPLES } from '../../core/network/embedded';
import type { DataKind, ModelDescription } from '../../core/network/model';
import { sampleNoun } from '../../core/network/sampleNoun';
import { type DataId, dataTitle, isUserFile } from './dataId';
import { checkCount } from './settingError';

/**
 * Returns `numSamples`, an integer from 1 to the size of the set; throws SpecError otherwise. `data` is null for a folder not
 * yet read. The size of files that the reader brings is known once they are read: pass it as `available`.
 */
export function checkNumSamples(
  numSamples: number,
  data: DataId | null,
  { dataKind }: ModelDescription,
  available?: number,
): number {
  const nouns = `${sampleNoun(dataKind)}s`;
  const noun = data === null ? nouns : `${nouns} of ${dataTitle(data, dataKind)}`;
  return checkCount('numSamples', noun, numSamples, available ?? mostSamples(data, dataKind));
}

/** Samples of a test set, or the most that a set may have where only its reader knows; null is a folder not yet read. */
export function mostSamples(data: DataId | null, kind: DataKind): number {
  if (data === null || isUserFile(data)) return MAX_IMAGES;
  return data === 'generated' ? EMBEDDED_SAMPLES[kind] : REAL_TEST_SIZES[data];
}

/** Samples of the real test sets; of photographs there are as many as the reader has. */
const REAL_TEST_SIZES = { mnist: 10_000, cifar10: 10_000, fsdd: 300, imagenet: MAX_IMAGES };
