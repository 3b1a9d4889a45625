import { describe, expect, test } from 'vitest';
import { samplePath } from './spline';

describe('samplePath', () => {
  test('passes through every point, eight steps apart', () => {
    const { xs, ys } = samplePath([
      [0, 0],
      [0.5, 1],
      [1, 0.25],
    ]);
    expect([xs[0], xs[8], xs[16]]).toEqual([0, 0.5, 1]);
    expect([ys[0], ys[8], ys[16]]).toEqual([0, 1, 0.25]);
    expect(xs).toHaveLength(17);
  });

  test('keeps a straight line between two points straight and even', () => {
    const { xs, ys } = samplePath([
      [0, 0],
      [1, 2],
    ]);
    xs.forEach((x, sample) => {
      expect(x).toBeCloseTo(sample / 8, 12);
      expect(ys[sample]).toBeCloseTo(2 * x, 12);
    });
  });

  test('overshoots at a smooth bend and does not at a corner', () => {
    const lowest = (kind?: 'corner') =>
      Math.max(...samplePath([[0, 0], kind ? [0.2, 1, kind] : [0.2, 1], [1, 0.9]]).ys);
    expect(lowest('corner')).toBe(1);
    expect(lowest()).toBeGreaterThan(1);
  });
});
