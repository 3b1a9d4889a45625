import { t } from '../../core/language/t';

/** The 64 characters of base64url, which links and mail leave as they are. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BITS_PER_DIGIT = 6;

/** Number and its width in bits, 0 to 32. */
export type BitField = readonly [value: number, bits: number];

/** Packs numbers into base64url, six bits a character, the last one filled up with zeros. */
export function packBits(fields: Iterable<BitField>): string {
  let text = '';
  let rest = 0;
  let restBits = 0;
  for (const [value, bits] of fields) {
    for (let bit = bits - 1; bit >= 0; bit--) {
      rest = (rest << 1) | ((value >>> bit) & 1);
      if (++restBits < BITS_PER_DIGIT) continue;
      text += DIGITS[rest];
      rest = 0;
      restBits = 0;
    }
  }
  return restBits === 0 ? text : text + DIGITS[rest << (BITS_PER_DIGIT - restBits)];
}

/** Number of characters that `packBits` makes of so many bits. */
export function packedLength(bits: number): number {
  return Math.ceil(bits / BITS_PER_DIGIT);
}

/** Reads what `packBits` wrote, number by number. */
export class BitReader {
  private position = 0;

  constructor(private readonly text: string) {}

  /** Returns the next number of so many bits. Throws RangeError at the end of the text. */
  read(bits: number): number {
    let value = 0;
    for (let bit = 0; bit < bits; bit++, this.position++) {
      const digit = DIGITS.indexOf(this.text[Math.floor(this.position / BITS_PER_DIGIT)] ?? '?');
      if (digit < 0) {
        const place = Math.floor(this.position / BITS_PER_DIGIT) + 1;
        throw new RangeError(
          t`Cannot read character ${place} of ${this.text.length}: expected letters, digits, - or _ up to there`,
        );
      }
      value = value * 2 + ((digit >>> (BITS_PER_DIGIT - 1 - (this.position % BITS_PER_DIGIT))) & 1);
    }
    return value;
  }

  /** True if only zeros fill the rest of the last character. */
  get isDone(): boolean {
    const left = this.text.length * BITS_PER_DIGIT - this.position;
    return left < BITS_PER_DIGIT && this.read(left) === 0;
  }
}
