import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import { encodeIdxImages, encodeIdxLabels, pairImagesAndLabels, parseIdxImages, parseIdxLabels } from './idx';
import type { ImageSet } from './imageSet';

const SET: ImageSet = {
  images: Uint8Array.from({ length: 3 * 784 }, (_, index) => (index * 7) & 255),
  labels: Uint8Array.of(9, 0, 4),
  numSamples: 3,
  rows: 28,
  columns: 28,
  channels: 1,
};
const IMAGES = encodeIdxImages(SET);
const LABELS = encodeIdxLabels(SET);

/** Writes a big-endian u32 into a copy of `bytes` at `offset`. */
function withWord(bytes: Uint8Array, offset: number, word: number): Uint8Array {
  const changed = bytes.slice();
  new DataView(changed.buffer).setUint32(offset, word);
  return changed;
}

describe('IDX files', () => {
  test('are big-endian: magic, sizes, bytes', () => {
    expect([...IMAGES.slice(0, 16)]).toEqual([0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 28, 0, 0, 0, 28]);
    expect([...LABELS]).toEqual([0, 0, 8, 1, 0, 0, 0, 3, 9, 0, 4]);
  });

  test.each([
    ['plain', (bytes: Uint8Array) => bytes],
    ['gzipped', (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes))],
    ['inside a larger buffer', (bytes: Uint8Array) => Uint8Array.of(1, ...bytes, 2).subarray(1, -1)],
  ])('come back when %s', async (_, wrap) => {
    const images = await parseIdxImages(wrap(IMAGES), 'images');
    const labels = await parseIdxLabels(wrap(LABELS), 'labels');
    expect(pairImagesAndLabels(images, 'images', labels, 'labels')).toEqual(SET);
  });
});

describe('parseIdxImages', () => {
  test.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /^f: The file has 0 bytes: expected an IDX file of images/],
    [
      'labels',
      LABELS,
      /^f: The file starts with 0x00000801, an IDX file of labels: expected 0x00000803, an IDX file of images/,
    ],
    ['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2), /starts with 0x89504e47: expected 0x00000803/],
    ['half a header', IMAGES.slice(0, 10), /cut short at 10 bytes: expected a header of 16 bytes/],
    ['no image', withWord(IMAGES, 4, 0), /announces 0 images: expected 1 to 100000/],
    ['too many images', withWord(IMAGES, 4, 0xffffffff), /announces 4294967295 images/],
    ['wide pictures', withWord(IMAGES, 12, 32), /Pictures are 28 x 32 pixels: expected 28 x 28/],
    ['a missing byte', IMAGES.slice(0, -1), /is cut short with 2367 bytes: expected 2368 for 3 images/],
    ['a byte too much', Uint8Array.of(...IMAGES, 0), /has trailing bytes with 2369 bytes: expected 2368/],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(parseIdxImages(bytes, 'f')).rejects.toThrow(message);
    await expect(parseIdxImages(bytes, 'f')).rejects.toThrow(AssetError);
  });
});

describe('parseIdxLabels', () => {
  test.each<[string, Uint8Array, RegExp]>([
    ['images', IMAGES, /0x00000803, an IDX file of images: expected 0x00000801, an IDX file of labels/],
    ['a label of 10', LABELS.with(9, 10), /^f: Label 1 is 10: expected 0 to 9/],
    ['a missing byte', LABELS.slice(0, -1), /is cut short with 10 bytes: expected 11 for 3 labels/],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(parseIdxLabels(bytes, 'f')).rejects.toThrow(message);
    await expect(parseIdxLabels(bytes, 'f')).rejects.toThrow(AssetError);
  });
});

test('pairImagesAndLabels names both files and both numbers when they differ', async () => {
  const images = await parseIdxImages(IMAGES, 'a');
  expect(() => pairImagesAndLabels(images, 'a', Uint8Array.of(1, 2), 'b')).toThrow(
    'b: The file has 2 labels: expected 3, one for each image of a',
  );
});

/**
 * Bytes that pass the first checks: a valid file, plain or gzipped, with a few bytes changed and
 * its end moved.
 */
const anyDamagedFile = fc
  .record({
    file: fc.constantFrom(IMAGES, LABELS, new Uint8Array(gzipSync(IMAGES)), new Uint8Array(gzipSync(LABELS))),
    changes: fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 4 }),
    tail: fc.uint8Array({ maxLength: 3 }),
    cut: fc.nat(40),
  })
  .map(({ file, changes, tail, cut }) => {
    const bytes = Uint8Array.of(...file.slice(0, Math.max(0, file.length - cut)), ...tail);
    for (const [offset, value] of changes) if (offset < bytes.length) bytes[offset] = value;
    return bytes;
  });

test.each([
  ['parseIdxImages', parseIdxImages],
  ['parseIdxLabels', parseIdxLabels],
])('%s throws nothing but AssetError, whatever the bytes', async (_, parse) => {
  const property = fc.asyncProperty(
    fc.oneof(fc.uint8Array({ maxLength: 64 }), anyDamagedFile),
    async (bytes) => {
      try {
        await parse(bytes, 'f');
      } catch (error) {
        expect(error).toBeInstanceOf(AssetError);
      }
    },
  );
  await fc.assert(property, { numRuns: 300 });
});
