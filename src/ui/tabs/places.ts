import type { View } from '../../experiment/link/view';

/** Tabs of the page that serve one purpose. */
interface Place {
  readonly title: string;
  readonly tabs: readonly [View['tab'], ...View['tab'][]];
}

/** Places of the page in the order of the header. Each tab is in one of them. */
export const PLACES: readonly Place[] = [
  { title: 'Explore', tabs: ['explore', 'layers', 'structures', 'classes', 'data'] },
  { title: 'Design', tabs: ['types', 'models'] },
  { title: 'Learn', tabs: ['learn'] },
  { title: 'Paper', tabs: ['paper', 'chip'] },
];

/** Returns the place of a tab. */
export function placeOf(tab: View['tab']): Place {
  return PLACES.find(({ tabs }) => tabs.includes(tab))!;
}
