import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import { generateDigits, NUM_TEST_DIGITS } from '../../generate/digits/digits';
import { digestImageSet } from './digest';
import { identifySamples, KNOWN_DIGESTS } from './identify';
import { pairImagesAndLabels, parseIdxImages, parseIdxLabels } from './idx';
import { imageSamples } from './imageSamples';
import type { ImageSet } from './imageSet';

const MNIST_FOLDER = '../shared/data/mnist';
const hasMnist = existsSync(`${MNIST_FOLDER}/t10k-images-idx3-ubyte.gz`);
if (!hasMnist) console.warn(`NOT TESTED: MNIST is not in ${MNIST_FOLDER}, its digest is not checked`);

function tinySet(pixel: number, label: number): ImageSet {
  return {
    images: new Uint8Array(784).fill(pixel),
    labels: Uint8Array.of(label),
    numSamples: 1,
    rows: 28,
    columns: 28,
    channels: 1,
  };
}

/** Name of a set derived from its digest. */
const nameOf = (set: ImageSet) => identifySamples(imageSamples(set), null);

describe('identifySamples without a claim', () => {
  test('knows the embedded test digits', () => {
    expect(nameOf(generateDigits('test', 0, NUM_TEST_DIGITS))).toBe('generated');
  });

  test.skipIf(!hasMnist)('knows the test set of MNIST', async () => {
    const read = (file: string) => readFileSync(`${MNIST_FOLDER}/${file}`);
    const images = await parseIdxImages(read('t10k-images-idx3-ubyte.gz'), 'images');
    const labels = await parseIdxLabels(read('t10k-labels-idx1-ubyte.gz'), 'labels');
    expect(nameOf(pairImagesAndLabels(images, 'images', labels, 'labels'))).toBe('mnist');
  });

  test('names any other set by its digest', () => {
    const digest = digestImageSet(tinySet(1, 2));
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(nameOf(tinySet(1, 2))).toBe(`idx-${digest.slice(0, 16)}`);
    expect(digestImageSet(tinySet(1, 3))).not.toBe(digest);
    expect(digestImageSet(tinySet(0, 2))).not.toBe(digest);
    expect(Object.values(KNOWN_DIGESTS.digits)).not.toContain(digest);
  });
});

describe('identifySamples', () => {
  const first = generateDigits('test', 0, 1000);

  test('takes the embedded digits, whole or the first thousand, for what they are', () => {
    const all = generateDigits('test', 0, NUM_TEST_DIGITS);
    expect(identifySamples(imageSamples(all), 'generated')).toBe('generated');
    expect(identifySamples(imageSamples(first), 'generated')).toBe('generated');
  });

  test('takes the first thousand for files like others when nobody says what they are', () => {
    expect(identifySamples(imageSamples(first), null)).toBe(`idx-${digestImageSet(first).slice(0, 16)}`);
  });

  test('refuses digits with one changed pixel or label, naming digest found and wanted', () => {
    const images = first.images.slice();
    images[0] = 255 - images[0]!;
    const labels = first.labels.slice();
    labels[999] = 9 - labels[999]!;
    for (const changed of [
      { ...first, images },
      { ...first, labels },
    ]) {
      expect(() => identifySamples(imageSamples(changed), 'generated')).toThrow(
        new AssetError(
          'generated',
          `The 1000 samples have the digest ${digestImageSet(changed)}: expected ${digestImageSet(first)}`,
        ),
      );
    }
    expect(() => identifySamples(imageSamples(tinySet(1, 2)), 'generated')).toThrow(
      KNOWN_DIGESTS.digits.generated,
    );
    expect(() => identifySamples(imageSamples(first), 'mnist')).toThrow(KNOWN_DIGESTS.digits.mnist);
    expect(() => identifySamples(imageSamples(first), 'idx-0123456789abcdef')).toThrow(
      'expected 0123456789abcdef…',
    );
  });
});
