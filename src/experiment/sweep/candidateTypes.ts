import { t } from '../../core/language/t';
import type { ModelDescription } from '../../core/network/model';
import { formatText, type NumberFormat, parseNumberFormat } from '../../core/words/numberFormat';
import { COMMON_FORMAT } from './series';

/** Most types in one table. Each of them is a sweep of its own. */
export const MAX_CANDIDATES = 16;

/** Types that a table starts with beside the network's own and Q3.13, from few bits to many. */
const USUAL = ['Q2.4', 'Q1.7', 'Q2.6', 'Q3.5', 'Q2.10'];

/** Returns the types of weights that a table of a network starts with. */
export function candidateTypes({ weightFormat }: ModelDescription): readonly NumberFormat[] {
  const names = new Set([weightFormat, formatText(COMMON_FORMAT), ...USUAL]);
  return [...names].map(parseNumberFormat);
}

/**
 * Returns `types` with the one that `text` names. Throws SyntaxError or RangeError that names the
 * value if it is no number format, is there already, or is one too many.
 */
export function addCandidate(types: readonly NumberFormat[], text: string): readonly NumberFormat[] {
  const format = parseNumberFormat(text);
  const name = formatText(format);
  if (types.some((type) => formatText(type) === name))
    throw new RangeError(t`Cannot add ${name}: found it in the table, expected another type`);
  if (types.length >= MAX_CANDIDATES)
    throw new RangeError(
      t`Cannot add ${name}: found ${types.length} types, expected at most ${MAX_CANDIDATES}`,
    );
  return [...types, format];
}
