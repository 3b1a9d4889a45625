import { describe, expect, test } from 'vitest';
import { readAsUtf8 } from './utf8Names';

const NAMES = ['плотный_1', '全连接_2', 'sortie_é', 'días', '層', '😀'];
const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('readAsUtf8', () => {
  test.each(NAMES)('finds %s behind its bytes read as Latin-1 and as Windows-1252', (name) => {
    const latin1 = Array.from(bytesOf(name), (byte) => String.fromCharCode(byte)).join('');
    expect(readAsUtf8(latin1)).toBe(name);
    expect(readAsUtf8(new TextDecoder('ascii').decode(bytesOf(name)))).toBe(name);
  });

  test.each(['dense_1', '', 'caf\u00e9', 'плотный_1'])('leaves %o, which is no such reading', (name) => {
    expect(readAsUtf8(name)).toBe(name);
  });
});
