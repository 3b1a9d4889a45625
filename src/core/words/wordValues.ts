import { decodeFloat, encodeFloat, type FloatLayout, floatLayout } from './floatWords';
import { type CodedFormat, wordBits } from './numberFormat';
import { dequantizeWord, quantizeWord, roundHalfEven, wordLayout } from './qformat';

/** How words of a format are written and read, without their scale. */
export interface WordCodec {
  readonly width: number;
  /** Returns the word nearest to a value that was divided by its scale, in [0, 2^width). */
  encode(value: number): number;
  /** Returns the value of a word. It may be Infinity or NaN in a float format. */
  decode(word: number): number;
}

/** Returns the codec of a format. */
export function wordCodec(format: CodedFormat): WordCodec {
  const width = wordBits(format);
  const layout = floatLayout(format);
  if (layout !== null) return floatCodec(layout, width);
  return format.family === 'block' ? ELEMENT_OF_MXINT8 : integerCodec(width);
}

/**
 * Returns the values of all words of a format as float32 [2^width]. Null for fp32, whose words are
 * float32 numbers themselves.
 */
export function wordTable(format: CodedFormat): Float32Array | null {
  const { width, decode } = wordCodec(format);
  return width === 32 ? null : Float32Array.from({ length: 2 ** width }, (_, word) => decode(word));
}

/** Returns true if a word of a format may be Infinity or NaN. */
export function hasNonFinite(format: CodedFormat): boolean {
  const layout = floatLayout(format);
  return layout !== null && layout.top !== 'numbers';
}

function integerCodec(width: number): WordCodec {
  const [most, span] = [2 ** (width - 1) - 1, 2 ** width];
  return {
    width,
    encode(value) {
      if (Number.isNaN(value)) return 0;
      const steps = Math.max(-most, Math.min(most, roundHalfEven(value)));
      return steps < 0 ? steps + span : Math.abs(steps);
    },
    decode: (word) => (word > most ? word - span : word),
  };
}

function floatCodec(layout: FloatLayout, width: number): WordCodec {
  return {
    width,
    encode: (value) => encodeFloat(value, layout),
    decode: (word) => decodeFloat(word, layout),
  };
}

const Q26 = wordLayout({ integerBits: 2, fractionBits: 6 }, 'twosComplement');

const ELEMENT_OF_MXINT8: WordCodec = {
  width: 8,
  encode: (value) => quantizeWord(value, Q26),
  decode: (word) => dequantizeWord(word, Q26),
};
