import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import type { DataKind, TrainingSet } from '../../core/network/model';
import type { SampleSet } from './sampleSet';

/**
 * Digests of named test sets: the embedded sets, MNIST (t10k files, yann.lecun.com/exdb/mnist),
 * CIFAR-10 in `canonicalOrder`, and takes 0 to 4 of the Free Spoken Digit Dataset.
 */
export const KNOWN_DIGESTS: Record<DataKind, Partial<Record<TrainingSet, string>>> = {
  digits: {
    generated: 'b3f63e8c65665a99be1c08e380f2a632d6b6aa30d4259d290f929772600c8e97',
    mnist: 'c3f9adf9c66efb572b1f9326c3a511b45910c7173b97be66ceceeeeaef6b802b',
  },
  pictures: {
    generated: 'e4c638743e0ccad737ef51e6d97decd098fce77a4ebef3d2762c25199d9d4830',
    cifar10: 'f2a7ccf4be90efa8d4e2d74d829e9834ce27ac0869cbc84bbb602978b272d392',
  },
  speech: {
    generated: '6cb7935da723ecbc5f4e35dff68d8bb8f0739ddd2ab45dcff7db39c09ac37e0a',
    fsdd: '13b5ad21175b6111447e0c0a946754a9ff93e238caa8e9e70dfdacb87a8d58ba',
  },
  photos: {},
  text: {
    generated: 'b205c52c6ac5ab838079f9c0f1bd902d2754bc5fbd1b79c2dd0c17d55b2e4ac7',
  },
  own: {},
};

/** The first 1,000 embedded digits, which a page may load alone. */
const FIRST_DIGITS = {
  numSamples: 1000,
  digest: '454d36f864fbc5c1fa42b5457bc48b83b853ba0546b0ae35774558ec38014377',
};

/**
 * Name of a set in links: a training set, or for imported files the first 16 hex digits of the
 * digest.
 */
export type SampleSetId = TrainingSet | `idx-${string}` | `file-${string}`;

/**
 * Identifies a set by its digest. Throws AssetError with both digests if the set does not have the
 * name `claimed`. Null: no name is expected.
 */
export function identifySamples(set: SampleSet, claimed: SampleSetId | null): SampleSetId {
  const { kind, digest, numSamples } = set;
  const known = Object.entries(KNOWN_DIGESTS[kind]) as [TrainingSet, string][];
  const prefix = kind === 'digits' ? 'idx' : 'file';
  const own =
    known.find(([, value]) => value === digest)?.[0] ?? (`${prefix}-${digest.slice(0, 16)}` as const);
  if (claimed === null || claimed === own) return own;
  const isFirstPart = kind === 'digits' && claimed === 'generated' && numSamples === FIRST_DIGITS.numSamples;
  if (isFirstPart && digest === FIRST_DIGITS.digest) return claimed;
  const wanted = isFirstPart
    ? FIRST_DIGITS.digest
    : (known.find(([name]) => name === claimed)?.[1] ?? `${claimed.replace(/^[a-z]+-/, '')}…`);
  throw new AssetError(claimed, t`The ${numSamples} samples have the digest ${digest}: expected ${wanted}`);
}
