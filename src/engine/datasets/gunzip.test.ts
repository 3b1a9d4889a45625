import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import { gunzip } from './gunzip';

const PLAIN = Uint8Array.from({ length: 5000 }, (_, index) => index % 7);
const PACKED = new Uint8Array(gzipSync(PLAIN));

describe('gunzip', () => {
  test('decodes gzip and leaves other bytes alone', async () => {
    expect(await gunzip(PACKED, 'x.gz', 5000)).toEqual(PLAIN);
    expect(await gunzip(PLAIN, 'x', 10)).toBe(PLAIN);
    expect(await gunzip(new Uint8Array(0), 'x', 10)).toHaveLength(0);
  });

  test.each([
    ['cut short', PACKED.slice(0, PACKED.length - 9)],
    ['only two bytes', PACKED.slice(0, 2)],
    ['changed', PACKED.with(PACKED.length - 6, PACKED.at(-6)! ^ 1)],
  ])('refuses a stream that is %s', async (_, bytes) => {
    const decoding = gunzip(bytes, 'x.gz', 5000);
    await expect(decoding).rejects.toThrow(AssetError);
    await expect(decoding).rejects.toThrow(/^x\.gz: The gzip data is damaged or cut short/);
  });

  test('stops at a stream that decodes to more than it may', async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(50_000_000)));
    expect(bomb.length).toBeLessThan(60_000);
    await expect(gunzip(bomb, 'bomb.gz', 1_000_000)).rejects.toThrow(
      'bomb.gz: The gzip data decodes to more than 1000000 bytes',
    );
    await expect(gunzip(PACKED, 'x.gz', 4999)).rejects.toThrow(AssetError);
  });
});
