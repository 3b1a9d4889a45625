import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import { encodeCifar, parseCifar } from './cifar';
import type { ImageSet } from './imageSet';

const SET: ImageSet = {
  images: Uint8Array.from({ length: 3 * 3072 }, (_, index) => (index * 7) % 251),
  labels: Uint8Array.of(9, 0, 4),
  numSamples: 3,
  rows: 32,
  columns: 32,
  channels: 3,
};
const RECORDS = encodeCifar(SET);
const TEST_BATCH = '../shared/data/cifar10/test_batch.bin.gz';

describe('a CIFAR-10 record', () => {
  test('is the label, then the red, the green and the blue plane, row by row', () => {
    expect(RECORDS).toHaveLength(3 * 3073);
    expect([RECORDS[0], RECORDS[3073], RECORDS[2 * 3073]]).toEqual([9, 0, 4]);
    for (const [y, x] of [[0, 0] as const, [0, 1] as const, [1, 0] as const, [31, 31] as const]) {
      for (const channel of [0, 1, 2]) {
        expect(RECORDS[3073 + 1 + channel * 1024 + y * 32 + x]).toBe(
          SET.images[3072 + (y * 32 + x) * 3 + channel],
        );
      }
    }
  });

  test.each([
    ['plain', (bytes: Uint8Array) => bytes],
    ['gzipped', (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes))],
    ['inside a larger buffer', (bytes: Uint8Array) => Uint8Array.of(1, ...bytes, 2).subarray(1, -1)],
  ])('comes back when %s', async (_, wrap) => {
    expect(await parseCifar(wrap(RECORDS), 'f')).toEqual(SET);
  });
});

describe('parseCifar', () => {
  test.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /^f: The file has 0 bytes: expected 3073 for 1 CIFAR-10 record of 3073 b/],
    [
      'a missing byte',
      RECORDS.slice(0, -1),
      /has 9218 bytes: expected 9219 for 3 CIFAR-10 records of 3073 bytes/,
    ],
    ['a byte too much', Uint8Array.of(...RECORDS, 0), /has 9220 bytes: expected 9219 for 3 CIFAR-10 records/],
    // CIFAR-100 has two labels a record.
    ['one record of CIFAR-100', new Uint8Array(3074), /has 3074 bytes: expected 3073 for 1 CIFAR-10 record/],
    ['a label of 10', RECORDS.with(2 * 3073, 10), /^f: Label of record 2 is 10: expected 0 to 9/],
    ['half a gzip file', new Uint8Array(gzipSync(RECORDS)).slice(0, 99), /damaged or cut short/],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(parseCifar(bytes, 'f')).rejects.toThrow(message);
    await expect(parseCifar(bytes, 'f')).rejects.toThrow(AssetError);
  });

  test('throws nothing but AssetError, whatever the bytes', async () => {
    const damaged = fc
      .record({
        file: fc.constantFrom(RECORDS, new Uint8Array(gzipSync(RECORDS))),
        changes: fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { maxLength: 4 }),
        tail: fc.uint8Array({ maxLength: 3 }),
        cut: fc.constantFrom(0, 1, 40, 3073),
      })
      .map(({ file, changes, tail, cut }) => {
        const bytes = Uint8Array.of(...file.slice(0, Math.max(0, file.length - cut)), ...tail);
        for (const [offset, value] of changes) if (offset < bytes.length) bytes[offset] = value;
        return bytes;
      });
    let numRefused = 0;
    let numRead = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 64 }), damaged), async (bytes) => {
        try {
          const set = await parseCifar(bytes, 'f');
          expect(set.images).toHaveLength(set.numSamples * 3072);
          expect(set.labels.every((label) => label < 10)).toBe(true);
          numRead++;
        } catch (error) {
          expect(error).toBeInstanceOf(AssetError);
          numRefused++;
        }
      }),
      { numRuns: 200, seed: 3 },
    );
    expect(Math.min(numRead, numRefused)).toBeGreaterThan(5);
  });
});

const absent = !existsSync(TEST_BATCH);
if (absent) console.warn(`SKIPPED: no CIFAR-10 at ${TEST_BATCH}`);
test.skipIf(absent)('CIFAR-10: the test batch has 10,000 pictures, 1,000 of each class', async () => {
  const set = await parseCifar(readFileSync(TEST_BATCH), TEST_BATCH);
  expect(set.numSamples).toBe(10_000);
  const counts = new Array<number>(10).fill(0);
  for (const label of set.labels) counts[label]!++;
  expect(counts).toEqual(new Array(10).fill(1000));
  // Red is the brightest channel on average and blue the darkest, as in the training set (125.3,
  // 122.9, 113.9).
  const sums = [0, 0, 0];
  for (let index = 0; index < set.images.length; index++) sums[index % 3]! += set.images[index]!;
  const [red, green, blue] = sums.map((sum) => sum / (10_000 * 1024)) as [number, number, number];
  for (const [mean, wanted] of [[red, 125.3] as const, [green, 122.9] as const, [blue, 113.9] as const]) {
    expect(Math.abs(mean - wanted)).toBeLessThan(1.5);
  }
});
