import { crc32, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodePng } from './png';

/** Filter byte and differences to Paeth's prediction, by hand. */
const GREY_LINES = [
  [4, 0, 128, 127],
  [4, 1, 130, 131],
];
const COLOUR_LINES = [
  [4, 0, 128, 255],
  [4, 1, 130, 4],
];

test.each<['grey' | 'coloured', 1 | 3, number, number, number[][]]>([
  ['grey', 1, 3, 0, GREY_LINES],
  ['coloured', 3, 1, 2, COLOUR_LINES],
])(
  'encodePng writes header, filtered scanlines and checksums of a %s picture',
  (_, channels, width, type, lines) => {
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
    expect([...inflateSync(chunks[1]!.body)]).toEqual(lines.flat());
  },
);
