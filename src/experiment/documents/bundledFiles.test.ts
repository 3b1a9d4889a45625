import { expect, it } from 'vitest';
import { bundleFile, readBundledFile } from './bundledFiles';

const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) % 251);
const written = bundleFile({ name: 'weights.h5', bytes });

it('a file of many bytes is read as it was written', () => {
  expect(readBundledFile(written, 'a.json')).toEqual({ name: 'weights.h5', bytes });
  expect(readBundledFile(bundleFile({ name: 'e', bytes: bytes.slice(0, 0) }), 'a.json').bytes).toHaveLength(
    0,
  );
});

it.each([
  [
    'cut',
    { base64: written.base64.slice(0, -8) },
    /^a\.json, file weights\.h5: The SHA-256 of its 99996 bytes/,
  ],
  [
    'changed',
    { base64: `AAAA${written.base64.slice(4)}` },
    /The SHA-256 of its 100000 bytes is [0-9a-f]{16}…/,
  ],
  ['of another digest', { sha256: 'x' }, /expected x…\. The file was cut or changed$/],
  ['no base64', { base64: 'a*' }, /^a\.json, file weights\.h5: Its 2 characters are not base64/],
])('a file that is %s is refused by its name', (_, change, message) => {
  expect(() => readBundledFile({ ...written, ...change }, 'a.json')).toThrow(message);
});
