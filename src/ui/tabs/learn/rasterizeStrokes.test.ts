import { expect, test } from 'vitest';
import { DIGIT_SIZE, rasterizeStrokes } from './rasterizeStrokes';

/** Rows and columns of a picture that have ink. */
function inked(pixels: Uint8Array) {
  const places = Array.from(pixels, (ink, index) => ({
    ink,
    row: Math.floor(index / 28),
    column: index % 28,
  }));
  const dark = places.filter(({ ink }) => ink > 127);
  const ends = (values: number[]) => [Math.min(...values), Math.max(...values)];
  return { rows: ends(dark.map(({ row }) => row)), columns: ends(dark.map(({ column }) => column)) };
}

test('a stroke is centred and fills 65 % of the picture, wherever and however large it was drawn', () => {
  const small = rasterizeStrokes([
    [
      [3, 4],
      [3, 10],
    ],
  ]);
  const large = rasterizeStrokes([
    [
      [90, 20],
      [90, 120],
    ],
  ]);
  expect(large).toEqual(small);
  const { rows, columns } = inked(small);
  // 18.2 pixels from pen to pen about 13.5, and the radius of the pen on both sides.
  expect(rows).toEqual([4, 23]);
  expect(columns[0]! + columns[1]!).toBe(27);
  expect(small[13 * DIGIT_SIZE + 13]).toBe(255);
});

test('strokes are scaled together', () => {
  const { rows, columns } = inked(
    rasterizeStrokes([
      [
        [0, 0],
        [40, 0],
      ],
      [
        [20, 0],
        [20, 20],
      ],
    ]),
  );
  expect(columns).toEqual([4, 23]);
  expect(rows[1]! - rows[0]!).toBeLessThan(13);
});

test('nothing is drawn without strokes, and a dot stays a dot', () => {
  expect(Math.max(...rasterizeStrokes([]))).toBe(0);
  const { rows, columns } = inked(rasterizeStrokes([[[5, 5]]]));
  expect([rows, columns]).toEqual([
    [13, 14],
    [13, 14],
  ]);
});
