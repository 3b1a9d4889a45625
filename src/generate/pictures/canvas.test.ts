import { describe, expect, test } from 'vitest';
import { Canvas } from './canvas';
import { disc, polygon } from './distance';
import type { Pose } from './pose';

/** A pose with a unit of `scale` pixels and centre (x, y), without rotation or shear. */
function upright(x: number, y: number, scale: number): Pose {
  const per = 1 / scale;
  return { xx: per, xy: 0, x0: -x * per, yx: 0, yy: per, y0: -y * per, centreX: x, centreY: y, scale };
}

const square = polygon([
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
]);

describe('Canvas', () => {
  test('paints every pixel, in reds, greens and blues side by side', () => {
    const canvas = new Canvas(2);
    canvas.fill((x, y) => [x, y, 7]);
    expect([...canvas.pixels]).toEqual([0.5, 0.5, 7, 1.5, 0.5, 7, 0.5, 1.5, 7, 1.5, 1.5, 7]);
  });

  test('covers a pixel by as much of the shape as lies in it', () => {
    const canvas = new Canvas(8);
    // A square from 2.5 to 6.5 pixels.
    canvas.draw(square, upright(4.5, 4.5, 2), () => [1, 0, 0.5]);
    const row = (y: number) => Array.from({ length: 8 }, (_, x) => canvas.pixels[(y * 8 + x) * 3]);
    expect(row(4)).toEqual([0, 0, 0.5, 1, 1, 1, 0.5, 0]);
    expect(row(1)).toEqual(new Array(8).fill(0));
    expect([...canvas.pixels.slice((4 * 8 + 3) * 3, (4 * 8 + 4) * 3)]).toEqual([1, 0, 0.5]);
  });

  test('covers the area of a disc, wherever its middle lies', () => {
    for (const [x, y] of [[16, 16] as const, [15.3, 16.8] as const]) {
      const canvas = new Canvas(32);
      canvas.draw(disc([0, 0], 1), upright(x, y, 10), () => [1, 1, 1]);
      const area = canvas.pixels.reduce((sum, value) => sum + value, 0) / 3;
      expect(Math.abs(area - 100 * Math.PI)).toBeLessThan(0.5);
    }
  });

  test('lays a shadow by darkening, softly at its edge', () => {
    const canvas = new Canvas(16);
    canvas.fill(() => [0.8, 0.4, 1]);
    canvas.shade(disc([0, 0], 1), upright(8, 8, 5), 3, 0.5);
    const at = (x: number) => canvas.pixels[(8 * 16 + x) * 3]!;
    expect(at(8)).toBeCloseTo(0.4, 12);
    expect(at(0)).toBe(0.8);
    const edge = [9, 10, 11, 12, 13, 14].map(at);
    expect(edge).toEqual([...edge].sort((a, b) => a - b));
    expect(edge.filter((value) => value > 0.41 && value < 0.79).length).toBeGreaterThanOrEqual(3);
  });

  test('draws what is inside when a shape leaves the picture', () => {
    const canvas = new Canvas(8);
    canvas.draw(disc([0, 0], 1), upright(0, 0, 4), () => [1, 1, 1]);
    canvas.draw(disc([0, 0], 1), upright(100, -100, 4), () => [9, 9, 9]);
    expect(canvas.pixels[0]).toBe(1);
    expect(Math.max(...canvas.pixels)).toBe(1);
  });
});
