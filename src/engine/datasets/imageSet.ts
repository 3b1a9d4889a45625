import { concatenate } from '../inference/concatenate';

/** Labelled pictures in memory, decoded and checked. */
export interface ImageSet {
  /**
   * Pixels [numSamples · rows · columns · channels], channels interleaved. In grey pictures 0 is
   * the background and 255 the foreground. Do not change them.
   */
  readonly images: Uint8Array;
  /** Class of each picture [numSamples], 0 to 9. */
  readonly labels: Uint8Array;
  readonly numSamples: number;
  readonly rows: number;
  readonly columns: number;
  /** 1: grey. 3: red, green and blue. */
  readonly channels: 1 | 3;
}

/** Reorders the pictures of a set: picture i of the result is picture `order[i]` of `set`. */
export function reorderImages(set: ImageSet, order: readonly number[]): ImageSet {
  const values = set.rows * set.columns * set.channels;
  const images = new Uint8Array(set.images.length);
  order.forEach((image, place) => {
    images.set(set.images.subarray(image * values, (image + 1) * values), place * values);
  });
  return { ...set, images, labels: Uint8Array.from(order, (image) => set.labels[image]!) };
}

/** Joins at least one set of pictures of the same size, in order. */
export function joinImageSets(sets: readonly ImageSet[]): ImageSet {
  return {
    ...sets[0]!,
    images: concatenate(sets.map(({ images }) => images)),
    labels: concatenate(sets.map(({ labels }) => labels)),
    numSamples: sets.reduce((sum, { numSamples }) => sum + numSamples, 0),
  };
}
