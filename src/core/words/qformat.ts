import { t } from '../language/t';

/**
 * Signed fixed-point format Qm.n with m integer bits, including the sign, and n fraction bits. m ≥
 * 1, n ≥ 0 and 2 ≤ m + n ≤ 24, so every word is exact in float32.
 */
export interface QFormat {
  /** Other number formats name their family. */
  readonly family?: undefined;
  readonly integerBits: number;
  readonly fractionBits: number;
}

/**
 * Encoding of signed words. The paper's code uses two's complement, its chip sign-magnitude (Sec.
 * 3.3).
 */
export type Encoding = 'twosComplement' | 'signMagnitude';

/** Encoding of any word. Values that come from a ReLU may be unsigned. */
export type WordEncoding = Encoding | 'unsigned';

export const MIN_WORD_BITS = 2;
export const MAX_WORD_BITS = 24;

/** Width of a word in bits, including the sign. */
export function qFormatBits(format: QFormat): number {
  return format.integerBits + format.fractionBits;
}

/** Value of the least significant bit: 2^-n, exact. */
export function stepSize(format: QFormat): number {
  return 1 / 2 ** format.fractionBits;
}

/** Smallest and largest representable value, both exact. */
export function valueRange(
  format: QFormat,
  encoding: WordEncoding,
): { readonly min: number; readonly max: number } {
  const { least, most, step } = wordLayout(format, encoding);
  return { min: least * step, max: most * step };
}

/** Formats a Q-format for display: `Q2.6`. */
export function formatQFormat(format: QFormat): string {
  return `Q${format.integerBits}.${format.fractionBits}`;
}

/**
 * Parses `Q2.6`, `q2.6` or `2.6`. Throws SyntaxError if the text has another form, RangeError if a
 * width is outside its bounds.
 */
export function parseQFormat(text: string): QFormat {
  const match = /^[Qq]?(\d{1,3})\.(\d{1,3})$/.exec(text.trim());
  if (match === null) {
    throw new SyntaxError(
      t`Cannot parse Q-format ${JSON.stringify(text.slice(0, 40))}: expected <integer bits>.<fraction bits>, for example Q2.6`,
    );
  }
  return checkQFormat({ integerBits: Number(match[1]), fractionBits: Number(match[2]) });
}

/**
 * Returns `format` if it satisfies the bounds of `QFormat`. Throws RangeError naming the value
 * found and the bound.
 */
export function checkQFormat(format: QFormat): QFormat {
  const name = formatQFormat(format);
  if (format.integerBits < 1) {
    throw new RangeError(
      t`Q-format ${name} has ${format.integerBits} integer bits: expected at least 1, the sign`,
    );
  }
  const width = qFormatBits(format);
  if (width < MIN_WORD_BITS || width > MAX_WORD_BITS) {
    throw new RangeError(
      t`Q-format ${name} is ${width} bits wide: expected ${MIN_WORD_BITS} to ${MAX_WORD_BITS} bits`,
    );
  }
  return format;
}

/**
 * Rounds to the nearest integer, ties to even, as IEEE 754 and WGSL do. `Math.round` rounds ties
 * up.
 */
export function roundHalfEven(x: number): number {
  const rounded = Math.round(x);
  return rounded - x === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/**
 * Constants for conversion to and from words, computed once per tensor. All are powers of two or
 * small integers, so the WGSL counterparts take them as uniforms and agree bit for bit.
 */
export interface WordLayout {
  readonly width: number;
  /** Smallest and largest value, in steps. `most` is also the largest word that is not negative. */
  readonly least: number;
  readonly most: number;
  /** 2^n. */
  readonly scale: number;
  /** 2^-n. */
  readonly step: number;
  readonly signMagnitude: boolean;
}

/** Returns the layout of words of `format` in `encoding`. */
export function wordLayout(format: QFormat, encoding: WordEncoding): WordLayout {
  const width = qFormatBits(format);
  const most = 2 ** (encoding === 'unsigned' ? width : width - 1) - 1;
  return {
    width,
    least: { twosComplement: -most - 1, signMagnitude: -most, unsigned: 0 }[encoding],
    most,
    scale: 2 ** format.fractionBits,
    step: stepSize(format),
    signMagnitude: encoding === 'signMagnitude',
  };
}

/**
 * Converts a value to the nearest word: scales by 2^n, rounds half to even, saturates (also
 * ±Infinity). NaN becomes 0. Returns the low `width` bits as an unsigned number in [0, 2^width).
 * WGSL counterpart: `quantize_word`.
 *
 * Differs from the authors' published code, which clips at 2^(m-1) - 1 and loses the top unit
 * interval.
 */
export function quantizeWord(value: number, layout: WordLayout): number {
  if (Number.isNaN(value)) return 0;
  const { width, least, most, scale, signMagnitude } = layout;
  const steps = Math.max(least, Math.min(most, roundHalfEven(value * scale)));
  return (signMagnitude && steps < 0 ? most + 1 - steps : steps) & ((1 << width) - 1);
}

/**
 * Returns the exact value of a word. Minus zero, which only a fault can produce, is read as 0. WGSL
 * counterpart: `dequantize_word`.
 */
export function dequantizeWord(word: number, { width, most, step, signMagnitude }: WordLayout): number {
  if (word <= most) return word * step;
  return (signMagnitude ? most + 1 - word : word - (1 << width)) * step;
}
