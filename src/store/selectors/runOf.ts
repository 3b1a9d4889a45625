import { formatText } from '../../core/words/numberFormat';

import { familyOf, type View } from '../../experiment/link/view';

/** Identifies the run that a view needs. A different text requires a restart. */
export function runOf(view: View): string {
  const family = familyOf(view);
  if (family === 'layers') return `${family} ${view.grouping} ${view.blocks}`;
  if (family === 'types') return `${family} ${view.types.map(formatText)}`;
  return family ?? 'own';
}
