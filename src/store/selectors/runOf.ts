import { familyOf, type View } from '../../experiment/link/view';

/** What a view wants to run: other words, another run. */
export function runOf(view: View): string {
  const family = familyOf(view);
  return family === 'layers' ? `${family} ${view.grouping}` : (family ?? 'own');
}
