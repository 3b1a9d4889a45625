import { crc32, gzipSync } from 'node:zlib';
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

  const CUTS = [0, 1, 1, 3000, 5000];
  const MEMBERS = CUTS.slice(1).map((end, index) => gzipSync(PLAIN.subarray(CUTS[index], end)));
  const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

  test.each([
    ['several members, one of them empty', joined(...MEMBERS)],
    ['zeros after its only member', joined(PACKED, new Uint8Array(700))],
    ['zeros after the last of several', joined(...MEMBERS, new Uint8Array(1))],
    ['a name and a comment in its header', joined(withHeaderFields(PACKED))],
  ])('joins the contents of a file with %s', async (_, bytes) => {
    expect(await gunzip(bytes, 'x.gz', 5000)).toEqual(PLAIN);
    await expect(gunzip(bytes, 'x.gz', 4999)).rejects.toThrow('decodes to more than 4999 bytes');
  });

  test.each([
    ['a text', 'junk!', '5 bytes, 6a 75 6e 6b …'],
    ['one byte', 'j', '1 byte, 6a'],
    ['zeros and a text', '\0\0\0junk', '4 bytes, 6a 75 6e 6b'],
  ])('names %s that follows the gzip data', async (_, text, found) => {
    const bytes = joined(PACKED, new TextEncoder().encode(text));
    await expect(gunzip(bytes, 'x.gz', 5000)).rejects.toThrow(
      `x.gz: The gzip data is followed by ${found}: expected another gzip member, zeros or nothing`,
    );
  });

  test.each([
    ['cut short', joined(...MEMBERS).slice(0, -9)],
    ['changed', joined(...MEMBERS).with(-6 + joined(...MEMBERS).length, 0xa5)],
    ['cut within its header', joined(PACKED, MEMBERS[0]!.subarray(0, 10))],
  ])('refuses a file whose last member is %s', async (_, bytes) => {
    await expect(gunzip(bytes, 'x.gz', 5000)).rejects.toThrow(/damaged or cut short/);
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

/**
 * A gzip member with all optional header fields: extra bytes, file name, comment and header
 * checksum.
 */
function withHeaderFields(member: Uint8Array): Uint8Array {
  const fields = Buffer.from('\x04\0AP\0\0name\0comment\0', 'latin1');
  const header = Buffer.concat([
    member.subarray(0, 3),
    Uint8Array.of(0b11110),
    member.subarray(4, 10),
    fields,
  ]);
  const checksum = crc32(header) & 0xffff;
  return Buffer.concat([header, Uint8Array.of(checksum & 0xff, checksum >> 8), member.subarray(10)]);
}
