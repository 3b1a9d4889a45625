import { expect, it } from 'vitest';
import { bracketLabel } from './bracketLabel';

const [upper, lower] = [
  { x: 100, row: 0 },
  { x: 160, row: 3 },
];

it.each([
  ['right of the vertical line', 300, { x: 107, anchor: 'start' }],
  ['left of it if the cursor is on the right', 120, { x: 93, anchor: 'end' }],
  ['right again if the cursor is on the left', 80, { x: 107, anchor: 'start' }],
])('stands %s', (_, cursor, place) => {
  expect(bracketLabel(upper, lower, 40, cursor, 400)).toEqual({ ...place, edge: 3 });
});

it('stands between the row of the horizontal line and the next row', () => {
  expect(bracketLabel(upper, lower, 40, 300, 400).edge).toBe(3);
  expect(bracketLabel(lower, upper, 40, 300, 400).edge).toBe(1);
});

it('stays within the axis', () => {
  expect(bracketLabel({ x: 380, row: 0 }, lower, 40, 0, 400).anchor).toBe('end');
  expect(bracketLabel({ x: 20, row: 0 }, lower, 40, 300, 400).anchor).toBe('start');
  // Neither side is free: the label covers the cursor and stays within the axis.
  expect(bracketLabel({ x: 20, row: 0 }, lower, 40, 40, 400).anchor).toBe('start');
});
