import { describe, expect, test } from 'vitest';
import { Draws } from '../draws';
import { drawPose } from './pose';

const RANGE = { scale: [9, 14], shift: 3, halfTurn: 0.22, skew: 0.15 } as const;
const poses = Array.from({ length: 500 }, (_, index) => drawPose(RANGE, 32, new Draws(1, 0, 0, index)));

describe('drawPose', () => {
  test('puts the middle of the shape where it says, within the shift', () => {
    for (const { xx, xy, x0, yx, yy, y0, centreX, centreY } of poses) {
      expect(xx * centreX + xy * centreY + x0).toBeCloseTo(0, 12);
      expect(yx * centreX + yy * centreY + y0).toBeCloseTo(0, 12);
      expect(Math.max(Math.abs(centreX - 16), Math.abs(centreY - 16))).toBeLessThanOrEqual(3);
    }
  });

  test('keeps the area of the shape whatever its shear and aspect, and mirrors half of them', () => {
    for (const { xx, xy, yx, yy, scale } of poses) {
      expect(Math.abs(xx * yy - xy * yx) * scale * scale).toBeCloseTo(1, 12);
    }
    const numMirrored = poses.filter(({ xx, xy, yx, yy }) => xx * yy - xy * yx < 0).length;
    // Four deviations of 500 coin tosses are 45.
    expect(Math.abs(numMirrored - 250)).toBeLessThan(45);
  });

  test('turns the vertical of the shape by up to 25 degrees, and uses all of them', () => {
    const degrees = poses.map(({ yx, yy }) => (Math.atan2(-yx, yy) * 180) / Math.PI);
    expect(Math.max(...degrees)).toBeLessThan(25);
    expect(Math.max(...degrees)).toBeGreaterThan(24);
    expect(Math.min(...degrees)).toBeLessThan(-24);
  });
});
