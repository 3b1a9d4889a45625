import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatBer, GRID_MANTISSAS, isBer, MAX_BER, MIN_BER, parseBer } from './ber';

const anyBer = fc.oneof(fc.constant(0), fc.double({ min: MIN_BER, max: MAX_BER, noNaN: true }));

test.each([
  [0, true],
  [1e-12, true],
  [0.5, true],
  [1e-13, false],
  [0.5000000000000001, false],
  [1, false],
  [-1e-3, false],
  [Number.NaN, false],
  [Infinity, false],
])('isBer of %d is %s', (value, expected) => expect(isBer(value)).toBe(expected));

describe('parseBer', () => {
  test.each([
    ['0', 0],
    ['0.0', 0],
    ['0e5', 0],
    ['3.16e-4', 3.16e-4],
    [' 3.16E-4 ', 3.16e-4],
    ['.5', 0.5],
    ['0.', 0],
    ['1e-12', 1e-12],
    ['5e-1', 0.5],
  ])('reads %j as %d', (text, value) => expect(parseBer(text)).toBe(value));

  test.each([
    ['', SyntaxError, 'Cannot parse bit error rate "": expected a number such as 3.16e-4'],
    ['1e', SyntaxError, 'Cannot parse bit error rate "1e"'],
    ['--1e-3', SyntaxError, 'Cannot parse bit error rate "--1e-3"'],
    ['0x1', SyntaxError, 'Cannot parse bit error rate "0x1"'],
    ['1,5e-3', SyntaxError, 'Cannot parse bit error rate "1,5e-3"'],
    ['NaN', SyntaxError, 'Cannot parse bit error rate "NaN"'],
    [`0.${'0'.repeat(40)}1`, SyntaxError, 'Cannot parse bit error rate'],
    ['0.6', RangeError, 'Bit error rate 0.6 is out of range: expected 0 or 1e-12 to 0.5'],
    ['9e-13', RangeError, 'Bit error rate 9e-13 is out of range'],
    ['1e-400', RangeError, 'Bit error rate 1e-400 is out of range'],
    ['-1e-3', RangeError, 'Bit error rate -1e-3 is out of range: expected 0 or 1e-12 to 0.5'],
    ['-1e-400', RangeError, 'Bit error rate -1e-400 is out of range'],
    ['-0', RangeError, 'Bit error rate -0 is out of range'],
  ])('refuses %j', (text, kind, message) => {
    expect(() => parseBer(text)).toThrow(kind);
    expect(() => parseBer(text)).toThrow(message);
  });
});

describe('formatBer', () => {
  test('reads back as the same double', () => {
    fc.assert(
      fc.property(anyBer, (ber) => {
        expect(parseBer(formatBer(ber))).toBe(ber);
      }),
    );
  });

  test.each([
    [0, '0'],
    [1e-12, '1e-12'],
    [0.000316, '3.16e-4'],
    [0.001, '1e-3'],
    [0.01, '0.01'],
    [0.5, '0.5'],
  ])('writes %d as %j', (ber, text) => expect(formatBer(ber)).toBe(text));

  test('writes the common grid as people read it', () => {
    for (const mantissa of GRID_MANTISSAS) {
      for (let exponent = -12; exponent <= -3; exponent++) {
        const literal = `${mantissa}e${exponent}`;
        expect(formatBer(parseBer(literal))).toBe(literal);
      }
    }
  });
});
