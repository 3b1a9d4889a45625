import type { Encoding, QFormat } from '../../core/words/qformat';

/** Properties of stored weights that the damage of a flip depends on. */
interface WordType {
  readonly format: QFormat;
  readonly encoding: Encoding;
}

/**
 * Returns E[Δ²]: the exact mean square change of a two's-complement word of value `x` whose bits
 * each flip with probability `ber`, p(1 - p)(4^m - 4^-n)/3 + p²(2x + 2^-n)².
 *
 * Bit i changes the word by ± its weight, so the variances p(1 - p)·4^i add up to the first term.
 * The second term is the square of the mean change: flipping every bit turns x into -x - 2^-n. The
 * value x matters in that term alone.
 */
export function meanSquareChange(
  { integerBits: m, fractionBits: n }: QFormat,
  ber: number,
  x: number,
): number {
  return (ber * (1 - ber) * (4 ** m - 4 ** -n)) / 3 + ber ** 2 * (2 * x + 2 ** -n) ** 2;
}

/**
 * Returns E[Δ²] per word divided by the bit error rate, to first order: the mean effect of one flip
 * times the bits of a word. Two's complement: (4^m - 4^-n)/3, the 4^m law. Sign-magnitude: (4^(m-1)
 * - 4^-n)/3 + 4x², since its sign bit turns x into -x.
 *
 * `meanSquare` is the mean of x² over the words, 0 for words near zero. Two's complement does not
 * depend on it.
 */
export function firstOrderDamage({ format, encoding }: WordType, meanSquare: number): number {
  const { integerBits: m, fractionBits: n } = format;
  return encoding === 'twosComplement'
    ? (4 ** m - 4 ** -n) / 3
    : (4 ** (m - 1) - 4 ** -n) / 3 + 4 * meanSquare;
}

/**
 * Returns the predicted ratio of the bit error rates that `a` and `b` tolerate, at equal root mean
 * square change per word and to first order: 4 for each integer bit that `a` has less. This is the
 * theory line of Fig. 3; the paper reports 10 for Q2.6 against Q3.13.
 *
 * Equal change per word need not cost equal accuracy, so the ratio does not predict the error.
 */
export function predictedRateRatio(a: WordType, b: WordType, meanSquare: number): number {
  return firstOrderDamage(b, meanSquare) / firstOrderDamage(a, meanSquare);
}
