import { t } from '../../core/language/t';
import { floatLayout, largestFloat } from '../../core/words/floatWords';
import { BLOCK_WORDS, type CodedFormat } from '../../core/words/numberFormat';
import { wordFields } from '../../core/words/wordFields';
import { exact } from '../text/format';

/** Returns rows about a format's range, steps and scales. */
export function codedFacts(format: CodedFormat): readonly (readonly [term: string, text: string])[] {
  const { exponentBits, mantissaBits } = wordFields(format);
  const least = format.family === 'block' ? -(2 ** mantissaBits) : 1 - 2 ** mantissaBits;
  const step: readonly [string, string] =
    exponentBits > 0
      ? [t`Relative step`, `1/${2 ** mantissaBits}`]
      : [t`Steps`, t`${exact(least)} to ${2 ** mantissaBits - 1}`];
  return [[t`Range`, rangeOf(format)], step, [t`Scale`, scaleOf(format)]];
}

function rangeOf(format: CodedFormat): string {
  if (format.family === 'float' && format.scaled === 'none') {
    const largest = largestFloat(floatLayout(format)!);
    return `±${largest < 1e6 ? largest : largest.toExponential(2)}`;
  }
  return format.family === 'block'
    ? t`the power of two above the largest magnitude, or less`
    : t`the largest magnitude that shares the scale`;
}

function scaleOf(format: CodedFormat): string {
  if (format.family === 'block') return t`a power of two for ${BLOCK_WORDS} words, 8 bits`;
  switch (format.scaled) {
    case 'none':
      return t`none`;
    case 'tensor':
      return t`one a tensor, 32 bits`;
    case 'channel':
      return t`one an output channel, 32 bits`;
    case 'block':
      return t`one for ${BLOCK_WORDS} words, 32 bits`;
  }
}
