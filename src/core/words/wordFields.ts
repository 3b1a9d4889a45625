import { floatLayout } from './floatWords';
import { type CodedFormat, wordBits } from './numberFormat';

/** Bits of a word after its sign, from the top. */
interface WordFields {
  /** 0: the word is an integer. */
  readonly exponentBits: number;
  /** Bits of the mantissa, or of the integer. */
  readonly mantissaBits: number;
}

/** Returns the fields of a format's words. */
export function wordFields(format: CodedFormat): WordFields {
  return floatLayout(format) ?? { exponentBits: 0, mantissaBits: wordBits(format) - 1 };
}
