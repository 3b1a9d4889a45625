import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { checkZip } from './checkZip';

const CONTENT = Uint8Array.of(1, 2, 3, 4, 5, 6);
/** Size of a local header and of the name `a.npy`. */
const CONTENT_START = 30 + 5;

describe.each([
  ['stored', 0],
  ['deflated', 9],
] as const)('checkZip of %s members', (_, level) => {
  const zip = zipSync({ 'a.npy': [CONTENT, { level }], 'ä.npy': [CONTENT, { level }] });

  test('accepts them unchanged, also in a larger buffer and before a comment', () => {
    expect(() => checkZip(zip, unzipSync(zip))).not.toThrow();
    const commented = Uint8Array.of(...zip, 33);
    commented[zip.length - 2] = 1;
    expect(() => checkZip(commented, unzipSync(commented))).not.toThrow();
    expect(() => checkZip(Uint8Array.of(9, ...zip).subarray(1), unzipSync(zip))).not.toThrow();
  });

  test('refuses other content than the checksum says', () => {
    expect(() => checkZip(zip, { 'ä.npy': CONTENT.with(0, 9) })).toThrow('The checksum of ä.npy differs');
  });

  test('refuses a member that the directory lacks, and a file without one', () => {
    expect(() => checkZip(zip, { 'b.npy': CONTENT })).toThrow('The checksum of b.npy differs');
    expect(() => checkZip(zip.subarray(0, 60), { 'a.npy': CONTENT })).toThrow('no end record');
  });
});

test('fflate unpacks a damaged member without an error (control)', () => {
  const zip = zipSync({ 'a.npy': [CONTENT, { level: 0 }] });
  zip[CONTENT_START] = 9;
  const members = unzipSync(zip);
  expect(members['a.npy']).toEqual(CONTENT.with(0, 9));
  expect(() => checkZip(zip, members)).toThrow('The checksum of a.npy differs');
});
