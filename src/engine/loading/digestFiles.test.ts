import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { digestFiles } from './digestFiles';

it('digests files as if they were joined, also those that are read in several slices', async () => {
  const parts = [
    Uint8Array.of(1, 2, 3),
    Uint8Array.from({ length: 4 * 2 ** 20 + 5 }, (_, at) => (at * at) >>> 7),
  ];
  const files = parts.map((bytes, index) => ({ name: `${index}`, blob: new Blob([bytes]) }));
  const digest = (name: string) =>
    parts.reduce((hash, part) => hash.update(part), createHash(name)).digest('hex');
  expect(await digestFiles(files, true)).toEqual({ sha256: digest('sha256'), md5: digest('md5') });
  expect(await digestFiles(files.slice(0, 1), false)).toMatchObject({ md5: null });
});
