import { decode, encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { addPngText, readPngText } from './pngText';

const PIXELS = Uint8Array.from({ length: 4 * 3 * 2 }, (_, index) => index);
const PNG = encode({ width: 3, height: 2, data: PIXELS, channels: 4 });
const TEXT = '{"link":"#/x?v=1","figure":"Köln × 2"}';
const marked = addPngText(PNG, 'ares-explorer', TEXT);

describe('a text in a PNG', () => {
  it('reads as it was written, and the picture stays', () => {
    expect(readPngText(marked, 'ares-explorer', 'a.png')).toBe(TEXT);
    expect(decode(marked, { checkCrc: true }).data).toEqual(PIXELS);
  });

  it('is null without the keyword, and in other files', () => {
    expect(readPngText(PNG, 'ares-explorer', 'a.png')).toBeNull();
    expect(readPngText(marked, 'ares', 'a.png')).toBeNull();
    expect(readPngText(new TextEncoder().encode('{}'), 'ares-explorer', 'a.json')).toBeNull();
    expect(readPngText(new Uint8Array(), 'ares-explorer', 'empty')).toBeNull();
  });

  it('is refused where there are two', () => {
    expect(() => readPngText(addPngText(marked, 'ares-explorer', TEXT), 'ares-explorer', 'a.png')).toThrow(
      /^a\.png: The PNG file has a second text ares-explorer at byte \d+: expected one$/,
    );
    expect(readPngText(addPngText(marked, 'other', TEXT), 'ares-explorer', 'a.png')).toBe(TEXT);
  });

  it('is refused where the file ends early or the text was edited', () => {
    expect(() => readPngText(marked.subarray(0, -30), 'ares-explorer', 'a.png')).toThrow(
      /^a\.png: The PNG file ends inside the chunk at byte \d+: expected a whole file$/,
    );
    const edited = marked.slice();
    edited[marked.length - 20]! ^= 1;
    expect(() => readPngText(edited, 'ares-explorer', 'a.png')).toThrow(
      /^a\.png: The text at byte \d+ has another checksum: expected an unchanged file$/,
    );
  });
});
