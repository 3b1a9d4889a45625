import { t } from '../../core/language/t';
import { type CodedFormat, formatText, wordBits } from '../../core/words/numberFormat';
import { wordFields } from '../../core/words/wordFields';

interface CodedRulerProps {
  readonly format: CodedFormat;
  /** Bit positions that may flip, counted from the top bit; null for all. */
  readonly bitPositions: readonly number[] | null;
}

/** Row of one cell per stored bit with its meaning: sign, integer, exponent or mantissa. */
export function CodedRuler({ format, bitPositions }: CodedRulerProps) {
  const { exponentBits, mantissaBits } = wordFields(format);
  const width = wordBits(format);
  const letterOf = (bit: number) => {
    if (bit === 0) return 's';
    if (bit <= exponentBits) return 'e';
    return exponentBits > 0 ? 'm' : 'i';
  };
  const titles = { s: t`sign`, e: t`exponent`, i: t`integer`, m: t`mantissa` };
  const only =
    bitPositions === null ? '' : `; ${t`only bits ${bitPositions.join(', ')} from the sign may flip`}`;
  const parts =
    exponentBits > 0
      ? t`${formatText(format)}: one sign bit, ${exponentBits} exponent bits, ${mantissaBits} mantissa bits`
      : t`${formatText(format)}: one sign bit, ${mantissaBits} integer bits`;
  return (
    <div
      className={width > 16 ? 'ruler ruler-wide ruler-still' : 'ruler ruler-still'}
      role="img"
      aria-label={parts + only}
    >
      {Array.from({ length: width }, (_, bit) => {
        const letter = letterOf(bit);
        const still = bitPositions === null || bitPositions.includes(bit) ? '' : ' cell-still';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bit is its place
          <span key={bit} className={`cell ${CELLS[letter]}${still}`} title={titles[letter]}>
            {letter}
          </span>
        );
      })}
    </div>
  );
}

const CELLS = { s: 'cell-sign', e: 'cell-exponent', i: 'cell-integer', m: 'cell-fraction' } as const;
