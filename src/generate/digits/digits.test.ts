import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { identifySamples } from '../../engine/datasets/identify';
import { pairImagesAndLabels, parseIdxImages, parseIdxLabels } from '../../engine/datasets/idx';
import { imageSamples } from '../../engine/datasets/imageSamples';
import type { ImageSet } from '../../engine/datasets/imageSet';
import { generateDigits } from './digits';

async function readCommitted(prefix: 't1k' | 't9k'): Promise<ImageSet> {
  const imagesFile = `public/data/digits/${prefix}-images-idx3-ubyte.gz`;
  const labelsFile = `public/data/digits/${prefix}-labels-idx1-ubyte.gz`;
  return pairImagesAndLabels(
    await parseIdxImages(readFileSync(imagesFile), imagesFile),
    imagesFile,
    await parseIdxLabels(readFileSync(labelsFile), labelsFile),
    labelsFile,
  );
}

function picture(set: ImageSet, index: number): Uint8Array {
  return set.images.slice(index * 784, (index + 1) * 784);
}

const first = await readCommitted('t1k');
const rest = await readCommitted('t9k');

describe('generateDigits', () => {
  test.each([
    { from: 0, count: 50, committed: first, offset: 0 },
    { from: 990, count: 10, committed: first, offset: 990 },
    { from: 1000, count: 10, committed: rest, offset: 0 },
    { from: 9990, count: 10, committed: rest, offset: 8990 },
  ])('makes the committed test images from $from on', ({ from, count, committed, offset }) => {
    const made = generateDigits('test', from, count);
    const wanted = committed.images.subarray(offset * 784, (offset + count) * 784);
    expect(Buffer.compare(made.images, wanted)).toBe(0);
    expect(made.labels).toEqual(committed.labels.slice(offset, offset + count));
  });

  test('makes a picture from its number alone', () => {
    const many = generateDigits('train', 100, 20);
    const one = generateDigits('train', 113, 1);
    expect(one.images).toEqual(picture(many, 13));
    expect(one.labels[0]).toBe(many.labels[13]);
  });

  test('makes other pictures for training than for the test', () => {
    const train = generateDigits('train', 0, 10);
    for (let index = 0; index < 10; index++) expect(picture(train, index)).not.toEqual(picture(first, index));
  });
});

describe('embedded digits', () => {
  test('are, both parts together, the set that links call generated', () => {
    const whole: ImageSet = {
      ...first,
      images: Buffer.concat([first.images, rest.images]),
      labels: new Uint8Array([...first.labels, ...rest.labels]),
      numSamples: first.numSamples + rest.numSamples,
    };
    expect(identifySamples(imageSamples(whole), null)).toBe('generated');
  });

  test('hold each class equally often, in the first thousand and in all', () => {
    const count = (sets: ImageSet[], digit: number) =>
      sets.reduce((sum, { labels }) => sum + labels.filter((label) => label === digit).length, 0);
    for (let digit = 0; digit < 10; digit++) {
      expect(count([first], digit)).toBe(100);
      expect(count([first, rest], digit)).toBe(1000);
    }
  });

  test('hold as much ink as handwriting and none at the rim, on average', () => {
    const meanOf = (pixels: number[]) => pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length;
    const corners = [0, 27, 27 * 28, 783].map((corner) =>
      meanOf(Array.from({ length: 1000 }, (_, image) => first.images[image * 784 + corner]!)),
    );
    expect(meanOf(corners)).toBeLessThan(1);
    // MNIST's mean is 33 of 255.
    const ink = meanOf([...first.images]);
    expect(ink).toBeGreaterThan(15);
    expect(ink).toBeLessThan(50);
  });
});
