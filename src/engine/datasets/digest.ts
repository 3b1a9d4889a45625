import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
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

/** The name of a set in links: `generated` or `mnist` if it is that very set, else `idx-` and 16 hex digits of its digest. */
export function dataIdOf(set: ImageSet): keyof typeof KNOWN_DIGESTS | `idx-${string}` {
  const digest = digestImageSet(set);
  if (digest === KNOWN_DIGESTS.generated) return 'generated';
  if (digest === KNOWN_DIGESTS.mnist) return 'mnist';
  return `idx-${digest.slice(0, 16)}`;
}
