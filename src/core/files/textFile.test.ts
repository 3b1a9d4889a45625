import { describe, expect, test } from 'vitest';
import { AssetError } from '../errors';
import { decodeTextFile } from './textFile';

const TEXT = 'Vdd (V)\tT °C\r\n0.7\t25\r\n';

function utf16(text: string, isLittle: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let index = 0; index < text.length; index++)
    view.setUint16(2 * index, text.charCodeAt(index), isLittle);
  return new Uint8Array(view.buffer);
}

describe('decodeTextFile', () => {
  test.each([
    ['UTF-8', new TextEncoder().encode(TEXT)],
    ['UTF-8 with a mark', new TextEncoder().encode(`\uFEFF${TEXT}`)],
    ['UTF-16, little end first, with a mark', utf16(`\uFEFF${TEXT}`, true)],
    ['UTF-16, big end first, with a mark', utf16(`\uFEFF${TEXT}`, false)],
    ['UTF-16, little end first, without a mark', utf16(TEXT, true)],
    ['UTF-16, big end first, without a mark', utf16(TEXT, false)],
    ['Windows-1252', Uint8Array.from(TEXT, (char) => char.charCodeAt(0))],
  ])('reads %s', (_, bytes) => {
    expect(decodeTextFile(bytes, 'a.csv')).toBe(TEXT);
  });

  test('reads nothing as nothing', () => {
    expect(decodeTextFile(new Uint8Array(), 'a.csv')).toBe('');
  });

  test.each([
    ['zeros', 'Vdd\0', 'Character 4 of the file is the control character 00'],
    ['gzip data', '\x1f\x8b\x08\0', 'Character 1 of the file is the control character 1f'],
  ])('refuses %s by their place', (_, text, message) => {
    const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
    expect(() => decodeTextFile(bytes, 'a.csv')).toThrow(AssetError);
    expect(() => decodeTextFile(bytes, 'a.csv')).toThrow(
      `a.csv: ${message}: expected a text in UTF-8 or UTF-16`,
    );
  });
});
