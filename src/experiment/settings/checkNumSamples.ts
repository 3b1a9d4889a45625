import { MAX_IMAGES } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { EMBEDDED_SAMPLES } from '../../core/network/embedded';
import type { DataKind, ModelDescription } from '../../core/network/model';
import { samplesWord } from '../../core/network/sampleNoun';
import { type DataId, dataTitle, isUserFile } from './dataId';
import { checkCount } from './settingError';

/**
 * Returns `numSamples` if it is an integer from 1 to the size of the set. Throws SpecError
 * otherwise. `data` is null for a folder that is not read yet. The size of imported files is known
 * only after reading: pass it as `available`.
 */
export function checkNumSamples(
  numSamples: number,
  data: DataId | null,
  { dataKind }: ModelDescription,
  available?: number,
): number {
  const nouns = samplesWord(dataKind);
  const noun = data === null ? nouns : t`${nouns} of ${dataTitle(data, dataKind)}`;
  return checkCount('numSamples', noun, numSamples, available ?? mostSamples(data, dataKind));
}

/**
 * Returns the number of samples of a test set. For imported files, and for a folder that is not
 * read yet (null), returns the largest number that a set may have.
 */
export function mostSamples(data: DataId | null, kind: DataKind): number {
  if (data === null || isUserFile(data) || kind === 'own') return MAX_IMAGES;
  return data === 'generated' ? EMBEDDED_SAMPLES[kind] : REAL_TEST_SIZES[data];
}

/** Samples of the real test sets. A set of photographs is as large as the reader's folder. */
const REAL_TEST_SIZES = { mnist: 10_000, cifar10: 10_000, fsdd: 300, imagenet: MAX_IMAGES };
