import { t } from '../../core/language/t';
import type { View } from '../../experiment/link/view';

/** Tabs of the page that serve one purpose. */
interface Place {
  readonly title: string;
  readonly tabs: readonly [View['tab'], ...View['tab'][]];
}

/** Places of the page in the order of the header. Each tab is in one of them. */
export const PLACES: readonly Place[] = [
  {
    get title() {
      return t`Explore`;
    },
    tabs: ['explore', 'network', 'layers', 'structures', 'classes', 'data'],
  },
  {
    get title() {
      return t`Design`;
    },
    tabs: ['types', 'models'],
  },
  {
    get title() {
      return t`Learn`;
    },
    tabs: ['learn'],
  },
  {
    get title() {
      return t`Paper`;
    },
    tabs: ['paper', 'chip'],
  },
];

/** Returns the place of a tab. */
export function placeOf(tab: View['tab']): Place {
  return PLACES.find(({ tabs }) => tabs.includes(tab))!;
}
