import { crc32, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodePng } from './png';

test.each<['grey' | 'coloured', 1 | 3, number, number]>([
  ['grey', 1, 3, 0],
  ['coloured', 3, 1, 2],
])(
  'encodePng writes header, unfiltered scanlines and checksums of a %s picture',
  (_, channels, width, type) => {
    const png = Buffer.from(encodePng(Uint8Array.of(0, 128, 255, 1, 2, 3), width, 2, channels));
    const chunks: { type: string; body: Buffer }[] = [];
    for (let offset = 8; offset < png.length; ) {
      const length = png.readUInt32BE(offset);
      const typed = png.subarray(offset + 4, offset + 8 + length);
      expect(png.readUInt32BE(offset + 8 + length)).toBe(crc32(typed));
      chunks.push({ type: typed.toString('latin1', 0, 4), body: typed.subarray(4) });
      offset += length + 12;
    }
    expect(chunks.map((chunk) => chunk.type)).toEqual(['IHDR', 'IDAT', 'IEND']);
    expect([...chunks[0]!.body]).toEqual([0, 0, 0, width, 0, 0, 0, 2, 8, type, 0, 0, 0]);
    expect([...inflateSync(chunks[1]!.body)]).toEqual([0, 0, 128, 255, 0, 1, 2, 3]);
  },
);
