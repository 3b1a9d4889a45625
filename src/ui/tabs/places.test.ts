import { expect, it } from 'vitest';
import { TABS } from '../../experiment/link/view';
import { PLACES, placeOf } from './places';

it('puts each tab in exactly one place', () => {
  expect(PLACES.flatMap(({ tabs }) => tabs).sort()).toEqual([...TABS].sort());
});

it('returns the place of a tab', () => {
  expect(placeOf('models').title).toBe('Design');
  expect(placeOf('chip').title).toBe('Paper');
});
