import { t } from '../language/t';
import { checkQFormat, formatQFormat, parseQFormat, type QFormat, qFormatBits } from './qformat';

/** Stored values that share a scale: a tensor's, those of an output channel, or 32 in a row. */
export type ScaleSpan = 'tensor' | 'channel' | 'block';

/**
 * Two's-complement integers q with the value q · s. Each scale s is a float32 number. Words are
 * symmetric when they are written: -(2^(B-1) - 1) to 2^(B-1) - 1.
 */
interface IntegerFormat {
  readonly family: 'integer';
  /** Bits of a word, 4 to 16. */
  readonly bits: number;
  readonly scaled: ScaleSpan;
}

/** Floating-point words, with or without a float32 scale for each output channel. */
interface FloatFormat {
  readonly family: 'float';
  readonly name: 'fp32' | 'fp16' | 'bf16' | 'fp8e4m3' | 'fp8e5m2';
  readonly scaled: 'none' | 'channel';
}

/**
 * Blocks of 32 words with a common scale, a power of two whose exponent is a stored byte (OCP
 * Microscaling Formats, v1.0). `mxint8` words are those of Q2.6.
 */
interface BlockFormat {
  readonly family: 'block';
  readonly name: Exclude<keyof typeof WIDTHS, FloatFormat['name']>;
}

/** Formats whose words have a table of values, up to 16 bits, or are float32 numbers. */
export type CodedFormat = IntegerFormat | FloatFormat | BlockFormat;

/** Number format of stored words. Fixed-point formats Qm.n have no `family`. */
export type NumberFormat = QFormat | CodedFormat;

/** Bits of a word, by the names of floats and blocks. */
const WIDTHS = {
  fp32: 32,
  fp16: 16,
  bf16: 16,
  fp8e4m3: 8,
  fp8e5m2: 8,
  mxfp8e4m3: 8,
  mxfp8e5m2: 8,
  mxfp6e3m2: 6,
  mxfp6e2m3: 6,
  mxfp4: 4,
  mxint8: 8,
} as const;

/** Number of words that share the scale of a block. */
export const BLOCK_WORDS = 32;

const LEAST_INTEGER_BITS = 4;
const MOST_INTEGER_BITS = 16;

/** Returns true for Qm.n, whose words need no scale. */
export function isFixedPoint(format: NumberFormat): format is QFormat {
  return format.family === undefined;
}

/** Width of a word in bits. */
export function wordBits(format: NumberFormat): number {
  if (isFixedPoint(format)) return qFormatBits(format);
  return format.family === 'integer' ? format.bits : WIDTHS[format.name];
}

/** Writes a format as links, options and figures show it: `Q2.6`, `int8/c`, `bf16`, `mxfp4`. */
export function formatText(format: NumberFormat): string {
  switch (format.family) {
    case undefined:
      return formatQFormat(format);
    case 'integer':
      return `int${format.bits}${{ tensor: '', channel: '/c', block: '/g32' }[format.scaled]}`;
    case 'float':
      return `${format.name}${format.scaled === 'channel' ? '/c' : ''}`;
    case 'block':
      return format.name;
  }
}

/**
 * Parses a format in the form of `formatText`. Upper case and `2.6` for Q2.6 are accepted. Throws
 * SyntaxError if the text has another form, RangeError if a width is outside its bounds.
 */
export function parseNumberFormat(text: string): NumberFormat {
  const name = text.trim().toLowerCase();
  const integer = /^int(\d{1,3})(\/c|\/g32)?$/.exec(name);
  if (integer !== null) {
    const scaled = ({ '/c': 'channel', '/g32': 'block' } as const)[integer[2] ?? ''] ?? 'tensor';
    return checkInteger({ family: 'integer', bits: Number(integer[1]), scaled });
  }
  const [, known, scale] = /^(.*?)(\/c)?$/.exec(name)!;
  const width = Object.hasOwn(WIDTHS, known!) ? WIDTHS[known as keyof typeof WIDTHS] : 0;
  if (width > 0 && !scale && known!.startsWith('mx'))
    return { family: 'block', name: known as BlockFormat['name'] };
  // Only floats of 8 bits have so small a range that they may have a scale.
  if (width > 0 && (!scale || (width === 8 && known!.startsWith('fp'))))
    return { family: 'float', name: known as FloatFormat['name'], scaled: scale ? 'channel' : 'none' };
  if (/^q?\d/.test(name)) return parseQFormat(text);
  throw new SyntaxError(
    t`Cannot parse number format ${JSON.stringify(text.slice(0, 40))}: expected Q2.6, int8, int8/c, int4/g32, ${Object.keys(WIDTHS).join(', ')}, fp8e4m3/c or fp8e5m2/c`,
  );
}

/**
 * Returns `format` if its name is known and its widths are within their bounds. Throws SyntaxError
 * or RangeError.
 */
export function checkNumberFormat(format: NumberFormat): NumberFormat {
  return isFixedPoint(format) ? checkQFormat(format) : parseNumberFormat(formatText(format));
}

function checkInteger(format: IntegerFormat): IntegerFormat {
  if (format.bits >= LEAST_INTEGER_BITS && format.bits <= MOST_INTEGER_BITS) return format;
  throw new RangeError(
    t`Number format ${formatText(format)} has words of ${format.bits} bits: expected ${LEAST_INTEGER_BITS} to ${MOST_INTEGER_BITS} bits`,
  );
}
