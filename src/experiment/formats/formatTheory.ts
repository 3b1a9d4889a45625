import type { Encoding, QFormat } from '../../core/words/qformat';

/** How weights are stored, as far as the damage of a flip depends on it. */
interface WordType {
  readonly format: QFormat;
  readonly encoding: Encoding;
}

/**
 * E[Δ²], exactly: the mean square change of a two's-complement word of value `x` whose bits each flip with probability `ber`:
 * p(1 - p)(4^m - 4^-n)/3 + p²(2x + 2^-n)².
 *
 * Bit i changes the word by ± its weight, so the variances p(1 - p)·4^i add up to the first part. The second is the square of
 * the mean change: flipping every bit turns x into -x - 2^-n. The value matters only through that part, which goes with p².
 */
export function meanSquareChange(
  { integerBits: m, fractionBits: n }: QFormat,
  ber: number,
  x: number,
): number {
  return (ber * (1 - ber) * (4 ** m - 4 ** -n)) / 3 + ber ** 2 * (2 * x + 2 ** -n) ** 2;
}

/**
 * E[Δ²] per word over the bit error rate, to first order: what one flip does on average, times the bits of a word.
 * Two's complement: (4^m - 4^-n)/3, the 4^m law. Sign-magnitude: (4^(m-1) - 4^-n)/3 + 4x², since its sign bit turns x into -x.
 *
 * `meanSquare` is the mean of x² over the words: the weights' mean square, 0 for words near zero. Two's complement does not
 * depend on it.
 */
export function firstOrderDamage({ format, encoding }: WordType, meanSquare: number): number {
  const { integerBits: m, fractionBits: n } = format;
  return encoding === 'twosComplement'
    ? (4 ** m - 4 ** -n) / 3
    : (4 ** (m - 1) - 4 ** -n) / 3 + 4 * meanSquare;
}

/**
 * How many times the bit error rate of `b` the theory lets `a` bear, at equal root mean square change per word and to first
 * order: 4 for each integer bit that `a` has less (the theory line of Fig. 3; the paper reports 10 for Q2.6 against Q3.13).
 * An equal change per word need not cost equal accuracy, so this is a line to compare with, not a prediction of the error.
 */
export function predictedRateRatio(a: WordType, b: WordType, meanSquare: number): number {
  return firstOrderDamage(b, meanSquare) / firstOrderDamage(a, meanSquare);
}
