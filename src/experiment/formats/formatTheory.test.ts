import { describe, expect, it, test } from 'vitest';
import {
  dequantizeWord,
  type Encoding,
  parseQFormat,
  quantizeWord,
  wordLayout,
} from '../../core/words/qformat';
import { firstOrderDamage, meanSquareChange, predictedRateRatio } from './formatTheory';

const FORMATS = ['Q2.2', 'Q1.3', 'Q3.1', 'Q2.0'] as const;

function typeOf(format: string, encoding: Encoding = 'twosComplement') {
  return { format: parseQFormat(format), encoding };
}

/** Returns every value of a format: each word once, without minus zero. */
function valuesOf(format: string, encoding: Encoding): readonly number[] {
  const layout = wordLayout(parseQFormat(format), encoding);
  const words = Array.from({ length: 2 ** layout.width }, (_, word) => word);
  return [...new Set(words.map((word) => dequantizeWord(word, layout)))];
}

/** Returns E[Δ²] of the word of `x` over all patterns of flipped bits, weighted by probability. */
function enumerated(format: string, encoding: Encoding, ber: number, x: number): number {
  const layout = wordLayout(parseQFormat(format), encoding);
  const word = quantizeWord(x, layout);
  let sum = 0;
  for (let mask = 0; mask < 2 ** layout.width; mask++) {
    const flips = mask.toString(2).replaceAll('0', '').length;
    const probability = ber ** flips * (1 - ber) ** (layout.width - flips);
    sum += probability * (dequantizeWord(word ^ mask, layout) - x) ** 2;
  }
  return sum;
}

function relativeDistance(found: number, wanted: number): number {
  return Math.abs(found - wanted) / wanted;
}

describe('the mean square change of a word', () => {
  it('is enumerated over words that hold their value (control)', () => {
    for (const encoding of ['twosComplement', 'signMagnitude'] as const) {
      for (const format of FORMATS) {
        const values = valuesOf(format, encoding);
        const layout = wordLayout(parseQFormat(format), encoding);
        expect(values).toHaveLength(2 ** layout.width - (encoding === 'signMagnitude' ? 1 : 0));
        expect(values.map((x) => dequantizeWord(quantizeWord(x, layout), layout))).toEqual(values);
        expect(enumerated(format, encoding, 0, values[1]!)).toBe(0);
      }
    }
  });

  test.each(FORMATS.flatMap((format) => [0.5, 0.1, 1e-3].map((ber) => [format, ber] as const)))(
    "of every two's-complement word of %s at p = %d is that of all its flip patterns to 1e-12",
    (format, ber) => {
      for (const x of valuesOf(format, 'twosComplement')) {
        const wanted = enumerated(format, 'twosComplement', ber, x);
        expect(relativeDistance(meanSquareChange(parseQFormat(format), ber, x), wanted)).toBeLessThan(1e-12);
      }
    },
  );

  test.each(
    (['twosComplement', 'signMagnitude'] as const).flatMap((encoding) =>
      FORMATS.map((format) => [encoding, format] as const),
    ),
  )('of every %s word of %s tends to its first order, the rest with p²', (encoding, format) => {
    for (const x of valuesOf(format, encoding)) {
      const slope = firstOrderDamage(typeOf(format, encoding), x ** 2);
      const rest = (ber: number) => enumerated(format, encoding, ber, x) / ber - slope;
      // A word changes by at most 2^m, and two or more of at most four bits flip with at most 6 p².
      const bound = (ber: number) => ber * (6 * 4 ** parseQFormat(format).integerBits + 3 * slope);
      for (const ber of [0.1, 1e-3, 1e-6]) expect(Math.abs(rest(ber))).toBeLessThan(bound(ber));
      expect(Math.abs(rest(1e-6)) / slope).toBeLessThan(1e-3);
    }
  });

  it('is that of drawing any word at p = 0.5, and none at 0 (hand calculation)', () => {
    // Q2.0, x = 0: values -2, -1, 0, 1 are equally likely, so (4 + 1 + 0 + 1) / 4.
    expect(meanSquareChange(parseQFormat('Q2.0'), 0.5, 0)).toBe(1.5);
    expect(meanSquareChange(parseQFormat('Q2.6'), 0, 1)).toBe(0);
  });
});

describe('firstOrderDamage', () => {
  // Squares of the bits' weights, added by hand.
  test.each([
    ['Q2.0', 'twosComplement', 0, 4 + 1],
    ['Q2.0', 'twosComplement', 1, 4 + 1],
    ['Q2.2', 'twosComplement', 0, 4 + 1 + 1 / 4 + 1 / 16],
    ['Q2.0', 'signMagnitude', 0, 1],
    ['Q2.0', 'signMagnitude', 1, 4 + 1],
    ['Q1.3', 'signMagnitude', 0.25, 1 + 1 / 4 + 1 / 16 + 1 / 64],
  ] as const)('of %s %s at mean square %d is %d', (format, encoding, meanSquare, damage) => {
    expect(firstOrderDamage(typeOf(format, encoding), meanSquare)).toBeCloseTo(damage, 14);
  });
});

describe('predictedRateRatio', () => {
  test.each([
    ['Q2.6', 'Q3.13', 4],
    ['Q2.12', 'Q3.13', 4],
    ['Q3.13', 'Q2.6', 1 / 4],
    ['Q1.7', 'Q3.13', 16],
    ['Q2.6', 'Q2.6', 1],
  ])('of %s over %s is %d, but for the last fraction bits', (a, b, ratio) => {
    expect(predictedRateRatio(typeOf(a), typeOf(b), 0.01) / ratio).toBeCloseTo(1, 3);
  });

  it("lets sign-magnitude bear 4 times two's complement near zero, and less as weights grow", () => {
    const [signMagnitude, twosComplement] = [typeOf('Q2.6', 'signMagnitude'), typeOf('Q2.6')];
    const ratio = (meanSquare: number) => predictedRateRatio(signMagnitude, twosComplement, meanSquare);
    expect(ratio(0)).toBeCloseTo(4, 2);
    // 16/3 over 4/3 + 4.
    expect(ratio(1)).toBeCloseTo(1, 3);
    expect(ratio(0.01)).toBeLessThan(ratio(0));
  });

  it('is the ratio at which the exact changes agree, for small rates and any word', () => {
    for (const x of [-1.5, 0, 0.25]) {
      const ratio = predictedRateRatio(typeOf('Q2.2'), typeOf('Q3.1'), x ** 2);
      const [fine, coarse] = [2 ** -20 * ratio, 2 ** -20].map((ber, index) =>
        meanSquareChange(parseQFormat(['Q2.2', 'Q3.1'][index]!), ber, x),
      );
      expect(fine! / coarse!).toBeCloseTo(1, 4);
    }
  });
});
