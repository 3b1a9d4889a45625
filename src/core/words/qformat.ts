/**
 * A signed fixed-point format Q m.n: `integerBits` m counts the sign, `fractionBits` n follow the
 * point. m ≥ 1, n ≥ 0, 2 ≤ m + n ≤ 24, so that every word is exact in f32.
 */
export interface QFormat {
  readonly integerBits: number;
  readonly fractionBits: number;
}

/**
 * How a word stores its sign. The paper's code stores two's complement, its chip sign-magnitude
 * (Sec. 3.3).
 */
export type Encoding = 'twosComplement' | 'signMagnitude';

/** How a word stores its value: with a sign, or without one in words that come out of a ReLU. */
export type WordEncoding = Encoding | 'unsigned';

export const MIN_WORD_BITS = 2;
export const MAX_WORD_BITS = 24;

/** Width of a word in bits, sign included. */
export function wordBits(format: QFormat): number {
  return format.integerBits + format.fractionBits;
}

/** The value of the least significant bit: 2^-n, exact. */
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

/** The format as people write it: `Q2.6`. */
export function formatQFormat(format: QFormat): string {
  return `Q${format.integerBits}.${format.fractionBits}`;
}

/**
 * Reads `Q2.6`, `q2.6` or `2.6`. Throws SyntaxError when the text has another form and RangeError
 * when a width is outside its bounds.
 */
export function parseQFormat(text: string): QFormat {
  const match = /^[Qq]?(\d{1,3})\.(\d{1,3})$/.exec(text.trim());
  if (match === null) {
    throw new SyntaxError(
      `Cannot parse Q-format ${JSON.stringify(text.slice(0, 40))}: expected <integer bits>.<fraction bits>, for example Q2.6`,
    );
  }
  return checkQFormat({ integerBits: Number(match[1]), fractionBits: Number(match[2]) });
}

/**
 * Returns `format` when every bound of `QFormat` holds; throws RangeError naming the found and the
 * wanted value.
 */
export function checkQFormat(format: QFormat): QFormat {
  const name = formatQFormat(format);
  if (format.integerBits < 1) {
    throw new RangeError(
      `Q-format ${name} has ${format.integerBits} integer bits: expected at least 1, the sign`,
    );
  }
  const width = wordBits(format);
  if (width < MIN_WORD_BITS || width > MAX_WORD_BITS) {
    throw new RangeError(
      `Q-format ${name} is ${width} bits wide: expected ${MIN_WORD_BITS} to ${MAX_WORD_BITS} bits`,
    );
  }
  return format;
}

/**
 * Rounds to the nearest integer, ties to even. `Math.round` sends ties up; WGSL and IEEE 754 send
 * them to even.
 */
export function roundHalfEven(x: number): number {
  const rounded = Math.round(x);
  return rounded - x === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/**
 * The numbers that conversions to and from words need, worked out once per tensor instead of once
 * per word. All are powers of two or small integers, so the WGSL counterparts take them as uniforms
 * and agree bit for bit.
 */
export interface WordLayout {
  readonly width: number;
  /** Smallest and largest value, in steps: `most` is also the largest word without a sign. */
  readonly least: number;
  readonly most: number;
  /** 2^n. */
  readonly scale: number;
  /** 2^-n. */
  readonly step: number;
  readonly signMagnitude: boolean;
}

/** The layout of words of `format` in `encoding`. */
export function wordLayout(format: QFormat, encoding: WordEncoding): WordLayout {
  const width = wordBits(format);
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
 * The word nearest to `value`: scaled by 2^n, rounded half to even, saturated (±Infinity too); NaN
 * becomes 0. Returns the w low bits as an unsigned number in [0, 2^w). WGSL counterpart:
 * `quantize_word`.
 *
 * Departs from the authors' published code, which clips at 2^(m-1) - 1 and so loses the top unit
 * interval.
 */
export function quantizeWord(value: number, layout: WordLayout): number {
  if (Number.isNaN(value)) return 0;
  const { width, least, most, scale, signMagnitude } = layout;
  const steps = Math.max(least, Math.min(most, roundHalfEven(value * scale)));
  return (signMagnitude && steps < 0 ? most + 1 - steps : steps) & ((1 << width) - 1);
}

/**
 * The exact value of a word. Minus zero, which only a fault can make, reads as 0. WGSL counterpart:
 * `dequantize_word`.
 */
export function dequantizeWord(word: number, { width, most, step, signMagnitude }: WordLayout): number {
  if (word <= most) return word * step;
  return (signMagnitude ? most + 1 - word : word - (1 << width)) * step;
}
