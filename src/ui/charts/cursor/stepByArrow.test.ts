import { expect, it } from 'vitest';
import { stepByArrow } from './stepByArrow';

it.each([
  ['ArrowRight', 0, 1],
  ['ArrowUp', 29, 29],
  ['ArrowLeft', 1, 0],
  ['ArrowDown', 0, 0],
  ['ArrowRight', -1, 0],
  ['ArrowLeft', -1, 0],
  ['PageUp', 5, 15],
  ['PageDown', 5, 0],
  ['Home', 5, 0],
  ['End', 5, 29],
])('%s from %i leads to %i', (key, from, to) => {
  expect(stepByArrow(key, from, 30)).toBe(to);
});

it('leaves other keys to the page, and has no datum in an empty chart', () => {
  expect(stepByArrow('Enter', 1, 30)).toBeUndefined();
  expect(stepByArrow('ArrowRight', -1, 0)).toBeUndefined();
});
