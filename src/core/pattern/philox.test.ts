import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mulHi, philox4x32 } from './philox';
import { philox } from './referencePattern.arbitrary';

const anyU32 = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.constantFrom(0, 1, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffff0000, 0xffffffff),
);

function hex(counterAndKey: readonly number[]): string {
  const [c0, c1, c2, c3, k0, k1] = counterAndKey as [number, number, number, number, number, number];
  const out = new Uint32Array(4);
  philox4x32(c0, c1, c2, c3, k0, k1, out);
  return Array.from(out, (word) => word.toString(16).padStart(8, '0')).join(' ');
}

describe('mulHi', () => {
  test('is the upper half of the 64-bit product', () => {
    fc.assert(
      fc.property(anyU32, anyU32, (a, b) => {
        expect(BigInt(mulHi(a, b) >>> 0)).toBe((BigInt(a) * BigInt(b)) >> 32n);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('philox4x32', () => {
  const ones = 0xffffffff;
  // Known-answer file kat_vectors of Random123, the library of Philox's authors.
  test.each([
    ['zero', [0, 0, 0, 0, 0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    ['all ones', [ones, ones, ones, ones, ones, ones], '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    [
      'the digits of pi',
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0],
      'd16cfe09 94fdcceb 5001e420 24126ea1',
    ],
  ])('gives the published words for %s', (_name, counterAndKey, words) => {
    expect(hex(counterAndKey)).toBe(words);
  });

  test('agrees with big integers for any counter and key', () => {
    fc.assert(
      fc.property(fc.array(anyU32, { minLength: 6, maxLength: 6 }), (words) => {
        const big = words.map(BigInt);
        const expected = philox(big.slice(0, 4), big.slice(4));
        expect(hex(words)).toBe(expected.map((word) => word.toString(16).padStart(8, '0')).join(' '));
      }),
      { numRuns: 300 },
    );
  });
});
