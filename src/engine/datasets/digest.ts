import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ImageSet } from './imageSet';

/**
 * SHA-256 in hex of the decoded pixels, then the labels. It does not depend on compression,
 * splitting or file names.
 */
export function digestImageSet(set: ImageSet): string {
  return bytesToHex(sha256.create().update(set.images).update(set.labels).digest());
}

/**
 * Returns the indices of a set's pictures in an order that depends on the pictures only: classes in
 * turn, and within a class by SHA-256 of the pixels. Copies of CIFAR-10 differ in their order, and
 * a link's "first 1,000 images" must be the same pictures in all of them.
 */
export function canonicalOrder(set: ImageSet): number[] {
  const values = set.rows * set.columns * set.channels;
  const pixelsOf = (image: number) => set.images.subarray(image * values, (image + 1) * values);
  const hashes = Array.from({ length: set.numSamples }, (_, image) => bytesToHex(sha256(pixelsOf(image))));
  const turns = new Uint32Array(set.numSamples);
  const seen = new Map<number, number>();
  const byHash = Array.from(hashes.keys()).sort((a, b) => (hashes[a]! < hashes[b]! ? -1 : 1));
  for (const image of byHash) {
    const label = set.labels[image]!;
    turns[image] = seen.get(label) ?? 0;
    seen.set(label, turns[image]! + 1);
  }
  return byHash.sort((a, b) => turns[a]! - turns[b]! || set.labels[a]! - set.labels[b]!);
}
