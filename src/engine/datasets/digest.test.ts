import { describe, expect, test } from 'vitest';
import { canonicalOrder, digestImageSet } from './digest';
import { type ImageSet, reorderImages } from './imageSet';

/** Six pictures of one pixel, classes 0, 0, 0, 1, 1, 2, in the order of `places`. */
function setOf(places: readonly number[]): ImageSet {
  const labels = [0, 0, 0, 1, 1, 2];
  return {
    images: Uint8Array.from(places.flatMap((place) => [place, 10 + place, 20 + place])),
    labels: Uint8Array.from(places, (place) => labels[place]!),
    numSamples: places.length,
    rows: 1,
    columns: 1,
    channels: 3,
  };
}

describe('canonicalOrder', () => {
  const inOrder = (set: ImageSet) => reorderImages(set, canonicalOrder(set));
  const ordered = inOrder(setOf([0, 1, 2, 3, 4, 5]));

  test('takes the classes by turns and keeps pictures with their labels', () => {
    expect([...ordered.labels]).toEqual([0, 1, 2, 0, 1, 0]);
    const labels = [0, 0, 0, 1, 1, 2];
    for (let image = 0; image < 6; image++) {
      const [red, green, blue] = ordered.images.subarray(3 * image);
      expect([green, blue]).toEqual([red! + 10, red! + 20]);
      expect(labels[red!]).toBe(ordered.labels[image]);
    }
  });

  test.each([[[5, 4, 3, 2, 1, 0]], [[3, 0, 5, 1, 4, 2]]])(
    'is the same whatever order %j it came in',
    (places) => {
      const set = setOf(places);
      expect(digestImageSet(set)).not.toBe(digestImageSet(ordered));
      expect(inOrder(set)).toEqual(ordered);
    },
  );

  test('tells another picture from the same one', () => {
    const other = setOf([0, 1, 2, 3, 4, 5]);
    other.images[0] = 99;
    expect(digestImageSet(inOrder(other))).not.toBe(digestImageSet(ordered));
  });
});
