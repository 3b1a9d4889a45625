import type { CodedFormat } from './numberFormat';
import { roundHalfEven } from './qformat';

/** Bits of a floating-point word, from the top: a sign, an exponent and a mantissa. */
export interface FloatLayout {
  readonly exponentBits: number;
  readonly mantissaBits: number;
  /** Exponent field of 2^0. */
  readonly bias: number;
  /**
   * Meaning of the words with the largest exponent field. `infinityAndNaN`: as in IEEE 754. `NaN`:
   * numbers, but for the last word of each sign. `numbers`: numbers.
   */
  readonly top: 'infinityAndNaN' | 'NaN' | 'numbers';
}

/**
 * Layouts by name. IEEE 754-2019 (fp32, fp16), bfloat16, and the OCP specifications of 8-bit
 * floating point (v1.0) and of microscaling formats (v1.0, Sec. 5.3).
 */
export const FLOAT_LAYOUTS = {
  fp32: { exponentBits: 8, mantissaBits: 23, bias: 127, top: 'infinityAndNaN' },
  fp16: { exponentBits: 5, mantissaBits: 10, bias: 15, top: 'infinityAndNaN' },
  bf16: { exponentBits: 8, mantissaBits: 7, bias: 127, top: 'infinityAndNaN' },
  fp8e5m2: { exponentBits: 5, mantissaBits: 2, bias: 15, top: 'infinityAndNaN' },
  fp8e4m3: { exponentBits: 4, mantissaBits: 3, bias: 7, top: 'NaN' },
  fp6e3m2: { exponentBits: 3, mantissaBits: 2, bias: 3, top: 'numbers' },
  fp6e2m3: { exponentBits: 2, mantissaBits: 3, bias: 1, top: 'numbers' },
  fp4e2m1: { exponentBits: 2, mantissaBits: 1, bias: 1, top: 'numbers' },
} as const satisfies Record<string, FloatLayout>;

/** Returns the layout of a format's words. Null if they are integers. */
export function floatLayout(format: CodedFormat): FloatLayout | null {
  if (format.family === 'integer' || format.name === 'mxint8') return null;
  if (format.name === 'mxfp4') return FLOAT_LAYOUTS.fp4e2m1;
  const name = format.name.replace('mx', '') as Exclude<typeof format.name, `mx${string}`>;
  return FLOAT_LAYOUTS[name];
}

/** Width of a word in bits, including the sign. */
export function floatBits({ exponentBits, mantissaBits }: FloatLayout): number {
  return 1 + exponentBits + mantissaBits;
}

/**
 * Smallest word above 0, without its sign, that holds Infinity or NaN. One more than the largest
 * such word if none does.
 */
function firstNonFinite({ exponentBits, mantissaBits, top }: FloatLayout): number {
  const end = 2 ** (exponentBits + mantissaBits);
  return { infinityAndNaN: end - 2 ** mantissaBits, NaN: end - 1, numbers: end }[top];
}

/** Largest finite value: 448 for fp8e4m3, 57,344 for fp8e5m2. */
export function largestFloat(layout: FloatLayout): number {
  return magnitudeOf(firstNonFinite(layout) - 1, layout);
}

/**
 * Converts a value to the nearest word, in [0, 2^width). Ties go to the even mantissa. Values
 * beyond the largest finite one saturate, Infinity too, and NaN becomes 0.
 */
export function encodeFloat(value: number, layout: FloatLayout): number {
  if (Number.isNaN(value)) return 0;
  const { exponentBits, mantissaBits, bias } = layout;
  const magnitude = Math.min(Math.abs(value), largestFloat(layout));
  const field = Math.max(exponentOf(magnitude) + bias, 1);
  // Exact: a division by a power of two. A mantissa that rounds up to 2 carries into the exponent.
  const steps = roundHalfEven(magnitude / 2 ** (field - bias - mantissaBits));
  const word = (field - 1) * 2 ** mantissaBits + steps;
  const isNegative = value < 0 || Object.is(value, -0);
  return isNegative ? word + 2 ** (exponentBits + mantissaBits) : word;
}

/** Returns the value of a word. Infinity and NaN have those values. */
export function decodeFloat(word: number, layout: FloatLayout): number {
  const sign = 2 ** (layout.exponentBits + layout.mantissaBits);
  const isNegative = word >= sign;
  const magnitude = isNegative ? word - sign : word;
  const first = firstNonFinite(layout);
  if (magnitude >= first) {
    if (layout.top === 'NaN' || magnitude > first) return Number.NaN;
    return isNegative ? -Infinity : Infinity;
  }
  return isNegative ? -magnitudeOf(magnitude, layout) : magnitudeOf(magnitude, layout);
}

/** Value of a finite word without its sign. Words with exponent field 0 are subnormal. */
function magnitudeOf(word: number, { mantissaBits, bias }: FloatLayout): number {
  const field = Math.floor(word / 2 ** mantissaBits);
  const mantissa = word - field * 2 ** mantissaBits;
  const steps = field === 0 ? mantissa : mantissa + 2 ** mantissaBits;
  return steps * 2 ** (Math.max(field, 1) - bias - mantissaBits);
}

const scratch = new DataView(new ArrayBuffer(8));

/** Returns floor(log2 x) of a positive double, from its bits. Of 0 and subnormal doubles: -1023. */
export function exponentOf(x: number): number {
  scratch.setFloat64(0, x);
  return ((scratch.getUint16(0) >>> 4) & 0x7ff) - 1023;
}
