import { describe, expect, test } from 'vitest';
import { type InkStroke, rasterize } from './raster';

/** A horizontal line at height `y` from x = 2 to x = 6. */
function line(y: number, radius: number, ink: number): InkStroke {
  const same = (value: number) => Float64Array.of(value, value);
  return { xs: Float64Array.of(2, 6), ys: same(y), radii: same(radius), inks: same(ink) };
}

describe('rasterize', () => {
  test('fills the stroke, fades its edge and leaves the rest white', () => {
    const paper = rasterize([line(4, 1, 1)], 9, 1);
    const column = (x: number) => Array.from({ length: 9 }, (_, y) => paper[y * 9 + x]);
    expect(column(4)).toEqual([0, 0, 0, 0.5, 1, 0.5, 0, 0, 0]);
    expect(column(0)).toEqual(new Array(9).fill(0));
  });

  test('keeps the darker of two strokes where they cross', () => {
    const paper = rasterize([line(4, 1, 1), line(4, 1, 0.25)], 9, 1);
    expect(paper[4 * 9 + 4]).toBe(1);
  });

  test('draws what is inside when a stroke leaves the picture', () => {
    const paper = rasterize([line(-0.5, 1, 1), line(100, 1, 1)], 9, 1);
    expect(paper[4]).toBe(1);
    expect(paper.every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  test('draws a stroke of no length as a dot', () => {
    const dot: InkStroke = {
      xs: Float64Array.of(4, 4),
      ys: Float64Array.of(4, 4),
      radii: Float64Array.of(1, 1),
      inks: Float64Array.of(1, 1),
    };
    expect(rasterize([dot], 9, 1)[4 * 9 + 4]).toBe(1);
  });
});
