import { describe, expect, it } from 'vitest';
import { formatMap } from '../../../experiment/formats/formatMap';
import { frontier, gridCells, shadeOf } from './formatGrid';

/**
 * Makes a cell of a map over 1,000 images. In the map below, the narrow formats lose 20 points, and
 * Q1.3 and Q2.2 half a point.
 */
const cell = (integerBits: number, fractionBits: number, wrong: number) => ({
  format: { integerBits, fractionBits },
  wrong,
  lost: wrong - 10,
  gained: 0,
});
const MAP = formatMap('weights', 1000, 10, [
  cell(2, 3, 10),
  cell(1, 2, 210),
  cell(1, 3, 15),
  cell(2, 2, 15),
  cell(1, 4, 10),
  cell(2, 4, 10),
]);

describe('gridCells', () => {
  it('are in rows by integer bits and give points above float', () => {
    expect(gridCells(MAP).map(({ name, points, isLossless }) => [name, points, isLossless])).toEqual([
      ['Q1.2', 20, false],
      ['Q1.3', 0.5, false],
      ['Q1.4', 0, true],
      ['Q2.2', 0.5, false],
      ['Q2.3', 0, true],
      ['Q2.4', 0, true],
    ]);
  });

  it('a type below a costly wider one is not lossless, whatever its own error', () => {
    const cells = gridCells({ images: 1000, cells: [cell(1, 2, 10), cell(1, 3, 15)] });
    expect(cells.map(({ isLossless }) => isLossless)).toEqual([false, false]);
  });
});

it('frontier is between lossless types and the others', () => {
  expect(
    frontier(gridCells(MAP)).map(({ format, side }) => [format.integerBits, format.fractionBits, side]),
  ).toEqual([
    [1, 4, 'left'],
    [2, 3, 'left'],
    [2, 3, 'top'],
  ]);
});

it.each([
  [-0.3, 0],
  [0.05, 0],
  [90, 0.95],
  [95, 0.95],
])('shadeOf gives %s points a shade of %s', (points, shade) => {
  expect(shadeOf(points)).toBeCloseTo(shade, 10);
});

it('shades grow with the loss', () => {
  const shades = [0.06, 0.1, 1, 10, 89].map(shadeOf);
  expect(shades).toEqual(shades.toSorted((a, b) => a - b));
  expect(new Set(shades).size).toBe(shades.length);
});
