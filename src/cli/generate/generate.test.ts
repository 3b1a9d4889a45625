import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../projectRoot';
import { writeDigits } from './digits';
import { gzip } from './gzip';
import { writePictures } from './pictures';
import { writeSpeech } from './speech';
import { writeText } from './text';

/** Returns the content of a packed file, or the pixels of a picture. */
function contentOf(path: string, bytes: Uint8Array) {
  if (path.endsWith('.gz')) return { bytes: gunzipSync(bytes) };
  const { data, ...format } = decode(bytes);
  return { ...format, bytes: Buffer.from(data as Uint8Array) };
}

describe('generate', () => {
  it.each([
    ['digits', writeDigits, 5],
    ['pictures', writePictures, 2],
    ['speech', writeSpeech, 3],
    ['text', writeText, 1],
  ])('writes what the shipped %s hold', (_, writeSet, numFiles) => {
    const paths: string[] = [];
    writeSet((path, bytes) => {
      paths.push(path);
      const { bytes: shipped, ...format } = contentOf(path, readFileSync(join(projectRoot, path)));
      const { bytes: written, ...writtenFormat } = contentOf(path, bytes);
      expect(writtenFormat, path).toEqual(format);
      expect(Buffer.compare(written, shipped), path).toBe(0);
    });
    expect(new Set(paths).size).toBe(numFiles);
  });
});

describe('gzip', () => {
  it('writes no time, and the same bytes again', () => {
    const packed = gzip(Uint8Array.of(1, 2, 3));
    // RFC 1952: magic, method 8, no flags, time 0.
    expect([...packed.subarray(0, 8)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
    expect(gzip(Uint8Array.of(1, 2, 3))).toEqual(packed);
  });
});
