import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkQFormat,
  dequantizeWord,
  formatQFormat,
  parseQFormat,
  type QFormat,
  qFormatBits,
  quantizeWord,
  roundHalfEven,
  stepSize,
  valueRange,
  type WordEncoding,
  wordLayout,
} from './qformat';

const ENCODINGS: readonly WordEncoding[] = ['twosComplement', 'signMagnitude', 'unsigned'];
const NARROW = ['Q1.1', 'Q2.0', 'Q1.5', 'Q2.6', 'Q3.4', 'Q8.0', 'Q1.7', 'Q4.6'];

const anyFormat: fc.Arbitrary<QFormat> = fc
  .integer({ min: 2, max: 24 })
  .chain((width) =>
    fc
      .integer({ min: 1, max: width })
      .map((integerBits) => ({ integerBits, fractionBits: width - integerBits })),
  );

/** Words of `name` in `encoding`, with both conversions. */
function codec(name: string, encoding: WordEncoding) {
  const layout = wordLayout(parseQFormat(name), encoding);
  return {
    layout,
    words: Array.from({ length: 2 ** layout.width }, (_, word) => word),
    quantize: (value: number) => quantizeWord(value, layout),
    dequantize: (word: number) => dequantizeWord(word, layout),
  };
}

describe('formats', () => {
  test('read back as they are written', () => {
    fc.assert(
      fc.property(anyFormat, (format) => {
        expect(parseQFormat(formatQFormat(format))).toEqual(format);
        expect(checkQFormat(format)).toBe(format);
      }),
    );
  });

  test.each(['Q2.6', 'q2.6', '2.6', '  Q2.6 ', 'Q02.006'])('%j reads as Q2.6', (text) => {
    expect(parseQFormat(text)).toEqual({ integerBits: 2, fractionBits: 6 });
  });

  test.each([
    ['', SyntaxError, 'Cannot parse Q-format "": expected <integer bits>.<fraction bits>, for example Q2.6'],
    ['2-6', SyntaxError, 'Cannot parse Q-format "2-6"'],
    ['Q-2.6', SyntaxError, 'Cannot parse Q-format "Q-2.6"'],
    ['Q2', SyntaxError, 'Cannot parse Q-format "Q2"'],
    ['Q2.6.1', SyntaxError, 'Cannot parse Q-format "Q2.6.1"'],
    ['Q2.0001', SyntaxError, 'Cannot parse Q-format "Q2.0001"'],
    ['Q0.8', RangeError, 'Q-format Q0.8 has 0 integer bits: expected at least 1, the sign'],
    ['Q1.0', RangeError, 'Q-format Q1.0 is 1 bits wide: expected 2 to 24 bits'],
    ['Q2.23', RangeError, 'Q-format Q2.23 is 25 bits wide: expected 2 to 24 bits'],
  ])('%j is refused', (text, kind, message) => {
    expect(() => parseQFormat(text)).toThrow(kind);
    expect(() => parseQFormat(text)).toThrow(message);
  });

  // By hand.
  test.each([
    ['Q2.6', 8, 1 / 64, -2, 1.984375],
    ['Q1.1', 2, 0.5, -1, 0.5],
    ['Q3.13', 16, 1 / 8192, -4, 4 - 1 / 8192],
    ['Q24.0', 24, 1, -8388608, 8388607],
  ])(
    '%s has %d bits, step %d and range %d to %d, without a sign twice as far from 0',
    (name, bits, step, min, max) => {
      const format = parseQFormat(name);
      expect(qFormatBits(format)).toBe(bits);
      expect(stepSize(format)).toBe(step);
      expect(valueRange(format, 'twosComplement')).toEqual({ min, max });
      expect(valueRange(format, 'signMagnitude')).toEqual({ min: -max, max });
      expect(valueRange(format, 'unsigned')).toEqual({ min: 0, max: 2 * max + step });
    },
  );
});

test.each([
  [0.5, 0],
  [1.5, 2],
  [2.5, 2],
  [-0.5, -0],
  [-1.5, -2],
  [-2.5, -2],
  [0.49999999999999994, 0],
  [2 ** 52 + 1, 2 ** 52 + 1],
  [Infinity, Infinity],
  [-Infinity, -Infinity],
])('roundHalfEven of %d is %d', (x, rounded) => expect(roundHalfEven(x)).toBe(rounded));

describe.each(ENCODINGS)('%s', (encoding) => {
  test.each(NARROW)('quantizeWord undoes dequantizeWord for every word of %s, but for -0', (name) => {
    const { words, layout, quantize, dequantize } = codec(name, encoding);
    const minusZero = encoding === 'signMagnitude' ? 2 ** (layout.width - 1) : -1;
    for (const word of words) expect(quantize(dequantize(word))).toBe(word === minusZero ? 0 : word);
  });

  test.each(NARROW)('the words of %s are its range, step by step', (name) => {
    const { words, dequantize, layout } = codec(name, encoding);
    const { min, max } = valueRange(parseQFormat(name), encoding);
    const values = [...new Set(words.map(dequantize))].sort((a, b) => a - b);
    expect(values).toEqual(
      Array.from({ length: (max - min) / layout.step + 1 }, (_, i) => min + i * layout.step),
    );
  });

  test('quantizeWord gives the word that big integers give, for any value and format', () => {
    const anyValue = fc.oneof(
      fc.double(),
      fc.float({ min: -16, max: 16 }),
      // Ties of the finer formats.
      fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((halves) => halves / 2 ** 12),
    );
    fc.assert(
      fc.property(anyFormat, anyValue, (format, value) => {
        const layout = wordLayout(format, encoding);
        const word = quantizeWord(value, layout);
        const steps = referenceSteps(value, format, encoding);
        const signed = encoding === 'signMagnitude' && steps < 0n;
        const expected = signed ? 2 ** (layout.width - 1) - Number(steps) : Number(steps);
        expect(word).toBe(expected < 0 ? expected + 2 ** layout.width : expected);
        expect(dequantizeWord(word, layout)).toBe(Number(steps) / 2 ** format.fractionBits);
      }),
      { numRuns: 3000 },
    );
  });
});

/**
 * Converts `value` to steps: the double as a fraction of big integers, rounded half to even,
 * saturated.
 */
function referenceSteps(value: number, format: QFormat, encoding: WordEncoding): bigint {
  const bound = 1n << BigInt(qFormatBits(format) - 1);
  const lowest = { twosComplement: -bound, signMagnitude: 1n - bound, unsigned: 0n }[encoding];
  const highest = encoding === 'unsigned' ? 2n * bound - 1n : bound - 1n;
  if (Number.isNaN(value)) return 0n;
  if (!Number.isFinite(value)) return value < 0 ? lowest : highest;
  // Every double is a multiple of 2^-1074. Halves need one more bit.
  const bits = new BigUint64Array(Float64Array.of(Math.abs(value)).buffer)[0]!;
  const exponent = bits >> 52n;
  const mantissa = bits & ((1n << 52n) - 1n);
  const units = exponent === 0n ? mantissa : (mantissa | (1n << 52n)) << (exponent - 1n);
  const [numerator, denominator] = [units << BigInt(format.fractionBits), 1n << 1074n];
  const [whole, doubledRest] = [numerator / denominator, 2n * (numerator % denominator)];
  const up = doubledRest > denominator || (doubledRest === denominator && whole % 2n === 1n);
  const magnitude = whole + (up ? 1n : 0n);
  const steps = value < 0 ? -magnitude : magnitude;
  return steps < lowest ? lowest : steps > highest ? highest : steps;
}

// By hand, Q2.6: a step is 1/64.
describe('quantizeWord at Q2.6', () => {
  const step = 1 / 64;
  test.each([
    ['rounds a tie to the even word below', 2.5 * step, 2, 2, 2],
    ['rounds a tie to the even word above', 3.5 * step, 4, 4, 4],
    ['rounds a negative tie to the even word', -2.5 * step, 256 - 2, 128 + 2, 0],
    ['rounds a small tie to zero', 0.5 * step, 0, 0, 0],
    ['stores a small negative value as zero with sign 0', -0.5 * step, 0, 0, 0],
    ['stores -0 as zero', -0, 0, 0, 0],
    ['stores NaN as zero', Number.NaN, 0, 0, 0],
    ['keeps the largest word', 127 * step, 127, 127, 127],
    ['saturates at the largest positive word', 2, 127, 127, 128],
    ['saturates what rounds up beyond it', 127.5 * step, 127, 127, 128],
    ['saturates at the largest word without a sign', 255.5 * step, 127, 127, 255],
    ['saturates at the most negative word', -2, 128, 255, 0],
    ['saturates far below it', -100, 128, 255, 0],
    ['saturates Infinity', Infinity, 127, 127, 255],
    ['saturates -Infinity', -Infinity, 128, 255, 0],
    ['saturates what overflows a double', Number.MAX_VALUE, 127, 127, 255],
  ])('%s', (_what, value, twosComplement, signMagnitude, unsigned) => {
    expect(codec('Q2.6', 'twosComplement').quantize(value)).toBe(twosComplement);
    expect(codec('Q2.6', 'signMagnitude').quantize(value)).toBe(signMagnitude);
    expect(codec('Q2.6', 'unsigned').quantize(value)).toBe(unsigned);
  });
});

test('dequantizeWord reads minus zero, which only a fault can make, as 0', () => {
  expect(codec('Q2.6', 'signMagnitude').dequantize(0x80)).toBe(0);
  expect(codec('Q2.6', 'twosComplement').dequantize(0x80)).toBe(-2);
});

test('dequantizeWord reads the top bit of a word without a sign as the largest power of two', () => {
  expect(codec('Q2.6', 'unsigned').dequantize(0x80)).toBe(2);
});

// Known answer 1 (docs/known-answers.md): the mean square change of a word if each bit flips
// independently with probability p.
describe('the mean square change of a word, over all subsets of its bits,', () => {
  const FORMATS = ['Q1.1', 'Q2.0', 'Q3.2', 'Q2.4', 'Q2.6'];

  test.each(FORMATS)(
    "is p(1-p)(4^m - 4^-n)/3 + p^2(2x + 2^-n)^2 for every two's-complement word of %s",
    (name) => {
      const { integerBits, fractionBits } = parseQFormat(name);
      const { words, dequantize } = codec(name, 'twosComplement');
      for (const p of [1e-6, 0.03, 0.5]) {
        for (const word of words) {
          const squareOfAll = (2 * dequantize(word) + 2 ** -fractionBits) ** 2;
          const expected = (p * (1 - p) * (4 ** integerBits - 4 ** -fractionBits)) / 3 + p ** 2 * squareOfAll;
          expect(meanSquareChange(name, 'twosComplement', word, p) / expected).toBeCloseTo(1, 10);
        }
      }
    },
  );

  test.each(FORMATS)(
    'is p((4^(m-1) - 4^-n)/3 + 4x^2) to first order for sign-magnitude words of %s',
    (name) => {
      const { integerBits, fractionBits } = parseQFormat(name);
      const { words, dequantize } = codec(name, 'signMagnitude');
      const p = 1e-6;
      for (const word of words) {
        const perBit = (4 ** (integerBits - 1) - 4 ** -fractionBits) / 3 + 4 * dequantize(word) ** 2;
        // The omitted terms are at most about 4^(m + 1) p^2.
        expect(Math.abs(meanSquareChange(name, 'signMagnitude', word, p) / p - perBit)).toBeLessThan(
          4 ** (integerBits + 1) * p,
        );
      }
    },
  );
});

function meanSquareChange(name: string, encoding: WordEncoding, word: number, p: number): number {
  const { words, layout, dequantize } = codec(name, encoding);
  const value = dequantize(word);
  return words.reduce((sum, mask) => {
    const numFlips = mask.toString(2).replaceAll('0', '').length;
    const probability = p ** numFlips * (1 - p) ** (layout.width - numFlips);
    return sum + probability * (dequantize(word ^ mask) - value) ** 2;
  }, 0);
}
