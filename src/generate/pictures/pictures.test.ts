import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCifar } from '../../engine/datasets/cifar';
import { generatePictures, NUM_TEST_PICTURES } from './pictures';

const BATCH = 'public/data/pictures/test-batch-1k.bin.gz';
const committed = await parseCifar(readFileSync(BATCH), BATCH);

const picture = (images: Uint8Array, index: number) => images.slice(index * 3072, (index + 1) * 3072);

describe('generatePictures', () => {
  test('makes the committed test pictures, all of them', () => {
    const made = generatePictures('test', 0, NUM_TEST_PICTURES);
    expect(made.labels).toEqual(committed.labels);
    expect(Buffer.compare(made.images, committed.images)).toBe(0);
  });

  test('makes a picture from its number alone', () => {
    const many = generatePictures('train', 100, 20);
    const one = generatePictures('train', 113, 1);
    expect(one.images).toEqual(picture(many.images, 13));
    expect(one.labels[0]).toBe(many.labels[13]);
  });

  test('makes other pictures for training than for the test, and no picture twice', () => {
    const train = generatePictures('train', 0, 100);
    const seen = new Set<string>();
    for (let index = 0; index < 100; index++) {
      seen.add(Buffer.from(picture(train.images, index)).toString('base64'));
      seen.add(Buffer.from(picture(committed.images, index)).toString('base64'));
    }
    expect(seen.size).toBe(200);
  });

  test.each(['train', 'test'] as const)('shows every class once in each ten of %s', (split) => {
    const { labels } = generatePictures(split, 40, 20);
    for (const start of [0, 10]) {
      expect([...labels.slice(start, start + 10)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
    expect(labels.slice(0, 10)).not.toEqual(labels.slice(10));
  });
});

describe('the embedded pictures', () => {
  test('have six bits a channel and use nearly all of them', () => {
    const levels = new Set(committed.images);
    expect(levels.size).toBe(64);
    expect([Math.min(...levels), Math.max(...levels)]).toEqual([0, 255]);
  });

  test('give no class away by its mean colour', () => {
    const sums = Array.from({ length: 10 }, () => [0, 0, 0]);
    committed.images.forEach((value, index) => {
      sums[committed.labels[Math.floor(index / 3072)]!]![index % 3]! += value / 1024 / 100;
    });
    for (const channel of [0, 1, 2]) {
      const means = sums.map((sum) => sum[channel]!);
      // The mean colour of a picture has a deviation of about 48 of 255. That of a hundred pictures
      // has 4.8, and ten such means lie within 4 deviations.
      expect(Math.max(...means) - Math.min(...means)).toBeLessThan(4 * 4.8);
    }
  });
});
