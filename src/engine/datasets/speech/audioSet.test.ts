import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssetError } from '../../../core/errors';
import { encodeRecordings, pairRecordingsAndLabels, parseRecordings } from './audioSet';

const RECORDINGS = [Uint8Array.of(1, 2, 3), Uint8Array.of(255, 7), new Uint8Array(0)];
const FILE = encodeRecordings(RECORDINGS);

function withWord(offset: number, value: number): Uint8Array {
  const changed = FILE.slice();
  new DataView(changed.buffer).setUint32(offset, value);
  return changed;
}

describe('parseRecordings', () => {
  test('reads what encodeRecordings wrote, gzipped or not', async () => {
    expect(await parseRecordings(FILE, 'f')).toEqual(RECORDINGS);
    expect(await parseRecordings(new Uint8Array(gzipSync(FILE)), 'f')).toEqual(RECORDINGS);
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /^f: The file has 0 bytes: expected an IDX file of recordings/],
    [
      'images',
      withWord(0, 0x803),
      /0x00000803, an IDX file of images: expected 0x00000802, an IDX file of recordings/,
    ],
    ['half a header', FILE.slice(0, 9), /cut short at 9 bytes: expected a header of 12 bytes/],
    ['no recording', withWord(4, 0), /announces 0 recordings: expected 1 to 100000/],
    ['long recordings', withWord(8, 20_441), /Recordings have 20441 samples: expected 1 to 20440/],
    ['empty recordings', withWord(8, 0), /Recordings have 0 samples/],
    ['a missing byte', FILE.slice(0, -1), /cut short with 20 bytes: expected 21 for 3 recordings/],
    ['a byte too much', Uint8Array.of(...FILE, 0), /trailing bytes with 22 bytes: expected 21/],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(parseRecordings(bytes, 'f')).rejects.toThrow(message);
    await expect(parseRecordings(bytes, 'f')).rejects.toThrow(AssetError);
  });

  test('throws nothing but AssetError, whatever the bytes', async () => {
    const damaged = fc
      .tuple(fc.constantFrom(FILE, new Uint8Array(gzipSync(FILE))), fc.nat(40), fc.nat(255), fc.nat(12))
      .map(([file, offset, value, cut]) => {
        const bytes = file.slice(0, file.length - cut);
        if (offset < bytes.length) bytes[offset] = value;
        return bytes;
      });
    const property = fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 40 }), damaged), async (bytes) => {
      try {
        await parseRecordings(bytes, 'f');
      } catch (error) {
        expect(error).toBeInstanceOf(AssetError);
      }
    });
    await fc.assert(property, { numRuns: 300 });
  });
});

test('pairRecordingsAndLabels names both files and both numbers when they differ', () => {
  expect(() => pairRecordingsAndLabels(RECORDINGS, 'a', Uint8Array.of(1), 'b')).toThrow(
    'b: The file has 1 labels: expected 3, one for each recording of a',
  );
});
