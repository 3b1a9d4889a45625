import { crc32, deflateSync } from 'node:zlib';
import { decode, encode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { decodePhoto } from './decodePhoto';
import { plainPng } from './plainPng';

const u32 = (value: number) => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
const chunk = (type: string, content: Uint8Array) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  return Buffer.concat([u32(content.length), body, u32(crc32(body))]);
};
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const header = (width: number, height: number, depth = 8, colour = 0, interlace = 0) =>
  chunk('IHDR', Buffer.concat([u32(width), u32(height), Uint8Array.of(depth, colour, 0, 0, interlace)]));
const end = chunk('IEND', new Uint8Array());
const pngOf = (...chunks: Uint8Array[]) => new Uint8Array(Buffer.concat([SIGNATURE, ...chunks, end]));
const pixels = (numBytes: number) => chunk('IDAT', deflateSync(new Uint8Array(numBytes)));

describe('plainPng', () => {
  test('leaves a plain picture as it is', () => {
    const data = Uint8Array.from({ length: 48 }, (_, index) => 5 * index);
    const png = encode({ width: 4, height: 4, channels: 3, data });
    expect(plainPng(png)).toEqual(new Uint8Array(png));
  });

  test('drops a colour profile, which would be inflated', async () => {
    const profile = chunk(
      'iCCP',
      Buffer.concat([Buffer.from('p\0\0', 'latin1'), deflateSync(new Uint8Array(9))]),
    );
    const png = pngOf(header(2, 2), profile, pixels(6));
    expect(decode(png).iccEmbeddedProfile).toBeDefined();
    expect(plainPng(png)).toEqual(pngOf(header(2, 2), pixels(6)));
    expect((await decodePhoto(png)).pixels).toEqual(new Uint8Array(12));
  });

  test('takes the many short rows of Adam7', async () => {
    // 1 x 9 pixels: passes 1, 3, 5 and 7 have 2, 1, 2 and 4 rows of a filter byte and a pixel.
    expect((await decodePhoto(pngOf(header(1, 9, 8, 0, 1), pixels(18)))).pixels).toEqual(new Uint8Array(27));
    // 1,000 rows of a bit: a filter byte and a byte for each of 125 + 125 + 250 + 500.
    expect(() => plainPng(pngOf(header(1, 1000, 1, 0, 1), pixels(2000)))).not.toThrow();
  });

  test('of 8 and 16 bits have the same pixels interlaced or not, and below 8 are refused by name', async () => {
    const grey = Uint8Array.from({ length: 63 }, (_, index) => 4 * index);
    for (const [depth, data] of [
      [8, grey],
      [16, Uint16Array.from(grey, (value) => 257 * value)],
    ] as const) {
      const write = (interlace: 'Adam7' | 'null') =>
        encode({ width: 9, height: 7, channels: 1, depth, data }, { interlace });
      const { pixels: whole } = await decodePhoto(write('null'));
      expect([...whole].filter((_, at) => at % 3 === 0)).toEqual([...grey]);
      expect((await decodePhoto(write('Adam7'))).pixels).toEqual(whole);
    }
    for (const depth of [1, 2, 4]) {
      // Two pixels, the second in pass 6. A reader of whole bytes takes the padding of the first
      // for it.
      const png = pngOf(header(2, 1, depth, 0, 1), chunk('IDAT', deflateSync(Uint8Array.of(0, 0, 0, 0xff))));
      await expect(decodePhoto(png)).rejects.toThrow(`interlaced with ${depth} bits a sample, not 8 or 16`);
    }
  });

  test.each([
    ['a bomb', pngOf(header(1, 1), pixels(20_000_000)), 'more pixels than its size says'],
    ['a second header', pngOf(header(1, 1), header(9000, 9000), pixels(2)), 'not one header at its start'],
    ['no header', pngOf(pixels(2)), 'not one header at its start'],
    ['a short header', pngOf(chunk('IHDR', u32(1))), 'damaged header'],
    ['a chunk past its end', pngOf(header(1, 1)).subarray(0, 40), 'cut short'],
  ])('refuses %s', (_, png, message) => {
    expect(() => plainPng(png)).toThrow(message);
  });
});
