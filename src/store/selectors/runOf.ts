import { familyOf, type View } from '../../experiment/link/view';

/** Identifies the run that a view needs. A different text requires a restart. */
export function runOf(view: View): string {
  const family = familyOf(view);
  return family === 'layers' ? `${family} ${view.grouping}` : (family ?? 'own');
}
