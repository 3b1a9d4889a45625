import { crc32, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodeGreyPng } from './greyPng';

test('encodeGreyPng writes header, unfiltered scanlines and checksums', () => {
  const png = Buffer.from(encodeGreyPng(Uint8Array.of(0, 128, 255, 1, 2, 3), 3, 2));
  const chunks: { type: string; body: Buffer }[] = [];
  for (let offset = 8; offset < png.length; ) {
    const length = png.readUInt32BE(offset);
    const typed = png.subarray(offset + 4, offset + 8 + length);
    expect(png.readUInt32BE(offset + 8 + length)).toBe(crc32(typed));
    chunks.push({ type: typed.toString('latin1', 0, 4), body: typed.subarray(4) });
    offset += length + 12;
  }
  expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'IDAT', 'IEND']);
  expect([...chunks[0]!.body]).toEqual([0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0]);
  expect([...inflateSync(chunks[1]!.body)]).toEqual([0, 0, 128, 255, 0, 1, 2, 3]);
});
