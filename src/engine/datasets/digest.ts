import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { AssetError } from '../../core/errors';
import type { ImageSet } from './imageSet';

/** Digests of sets with a name: the embedded test digits and MNIST's test set (t10k files, yann.lecun.com/exdb/mnist). */
export const KNOWN_DIGESTS = {
  generated: 'b3f63e8c65665a99be1c08e380f2a632d6b6aa30d4259d290f929772600c8e97',
  mnist: 'c3f9adf9c66efb572b1f9326c3a511b45910c7173b97be66ceceeeeaef6b802b',
} as const;

/** sha-256 in hex over the pixels, then the labels, decoded: the same whether files were gzipped, split or renamed. */
export function digestImageSet(set: ImageSet): string {
  return bytesToHex(sha256.create().update(set.images).update(set.labels).digest());
}

/** The first 1,000 embedded digits, which a page loads alone. */
const FIRST_DIGITS = {
  numImages: 1000,
  digest: '454d36f864fbc5c1fa42b5457bc48b83b853ba0546b0ae35774558ec38014377',
};

/** The name of a set in links: `generated` or `mnist` if it is that very set, else `idx-` and 16 hex digits of its digest. */
export type ImageSetId = keyof typeof KNOWN_DIGESTS | `idx-${string}`;

export interface IdentifiedImages {
  readonly dataId: ImageSetId;
  /** As `digestImageSet` makes it: of the embedded digits' first part where only that was loaded. */
  readonly digest: string;
}

/**
 * Tells a set by its digest. A name that it is `claimed` to have is checked, never trusted: throws AssetError naming the digest
 * found and the one wanted. Null: no name is claimed.
 */
export function identifyImages(set: ImageSet, claimed: ImageSetId | null): IdentifiedImages {
  const digest = digestImageSet(set);
  const named = Object.entries(KNOWN_DIGESTS).find(([, known]) => known === digest)?.[0];
  const dataId = (named ?? `idx-${digest.slice(0, 16)}`) as ImageSetId;
  if (claimed === null || claimed === dataId) return { dataId, digest };
  const isFirstPart = claimed === 'generated' && set.numImages === FIRST_DIGITS.numImages;
  const wanted = isFirstPart ? FIRST_DIGITS.digest : wantedDigest(claimed);
  if (digest === wanted) return { dataId: claimed, digest };
  throw new AssetError(claimed, `The ${set.numImages} images have the digest ${digest}: expected ${wanted}`);
}

function wantedDigest(claimed: ImageSetId): string {
  return claimed === 'generated' || claimed === 'mnist' ? KNOWN_DIGESTS[claimed] : `${claimed.slice(4)}…`;
}
