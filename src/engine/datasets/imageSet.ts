import { concatenate } from '../inference/concatenate';

/** Labelled pictures in memory, decoded and checked. */
export interface ImageSet {
  /**
   * Pixels [numImages · rows · columns · channels], row by row, channels side by side. Grey: 0 is
   * paper and 255 full ink. Nobody writes after construction.
   */
  readonly images: Uint8Array;
  /** Class of each picture [numImages], 0 to 9. */
  readonly labels: Uint8Array;
  readonly numImages: number;
  readonly rows: number;
  readonly columns: number;
  /** 1 is grey; 3 are red, green and blue. */
  readonly channels: 1 | 3;
}

/** The pictures of a set in another order: that at `order[i]` comes as the i-th. */
export function reorderImages(set: ImageSet, order: readonly number[]): ImageSet {
  const values = set.rows * set.columns * set.channels;
  const images = new Uint8Array(set.images.length);
  order.forEach((image, place) => {
    images.set(set.images.subarray(image * values, (image + 1) * values), place * values);
  });
  return { ...set, images, labels: Uint8Array.from(order, (image) => set.labels[image]!) };
}

/** Sets of pictures of one size as one, in their order. `sets` has at least one. */
export function joinImageSets(sets: readonly ImageSet[]): ImageSet {
  return {
    ...sets[0]!,
    images: concatenate(sets.map(({ images }) => images)),
    labels: concatenate(sets.map(({ labels }) => labels)),
    numImages: sets.reduce((sum, { numImages }) => sum + numImages, 0),
  };
}
