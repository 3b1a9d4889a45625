import { t } from '../../core/language/t';
import { formatText, type NumberFormat, wordBits } from '../../core/words/numberFormat';

/** Words of one experiment of a series, such as `activations` in Q5.3. */
interface ComparedWords {
  readonly title: string;
  readonly format: NumberFormat;
}

/**
 * Returns a sentence for each kind of words that lacks some of the chosen bit positions. Their
 * experiments flip fewer bits, or are left out if no position remains.
 */
export function describeMissingBitPositions(
  bitPositions: readonly number[] | null,
  words: readonly ComparedWords[],
): string[] {
  if (bitPositions === null) return [];
  return words.flatMap(({ title, format }) => {
    const width = wordBits(format);
    const lacked = bitPositions.filter((position) => position >= width);
    if (lacked.length === 0) return [];
    const words = `${formatText(format)} ${title}`;
    const kept = bitPositions.filter((position) => position < width);
    return kept.length === 0
      ? t`${words} have ${width} bits and none of the chosen ones (${bits(bitPositions)}): no curve is drawn for them.`
      : t`${words} have ${width} bits and no ${bits(lacked)}: of the chosen ones only ${bits(kept)} may flip in them.`;
  });
}

function bits(bitPositions: readonly number[]): string {
  const list = bitPositions.join(', ');
  return bitPositions.length === 1 ? t`bit ${list}` : t`bits ${list}`;
}
