import { describe, expect, test } from 'vitest';
import { type Augmentation, augmentPicture } from './augment';

const SHAPE = { height: 3, width: 4, channels: 2 };
/** Element = 100 · row + 10 · column + channel + 1, so that none is 0. */
const PICTURE = Float32Array.from({ length: 24 }, (_, index) => {
  const pixel = Math.floor(index / 2);
  return 100 * Math.floor(pixel / 4) + 10 * (pixel % 4) + (index % 2) + 1;
});

function augmented(augmentation: Augmentation, seed: number, epoch: number, number: number): number[] {
  const target = new Float32Array(24).fill(-1);
  augmentPicture(PICTURE, target, SHAPE, augmentation, seed, epoch, number);
  return [...target];
}

/** All pictures from 400 draws, as text. */
function outcomes(augmentation: Augmentation): Set<string> {
  return new Set(Array.from({ length: 400 }, (_, number) => String(augmented(augmentation, 1, 0, number))));
}

describe('augmentPicture', () => {
  test('leaves a picture alone when nothing may change', () => {
    expect(outcomes({ maxShift: 0, flips: false })).toEqual(new Set([String([...PICTURE])]));
  });

  test('gives each picture as it is or mirrored, channels in order, when only flips are asked for', () => {
    const mirrored = [...PICTURE].map((_, index) => {
      const pixel = Math.floor(index / 2);
      return PICTURE[2 * (4 * Math.floor(pixel / 4) + 3 - (pixel % 4)) + (index % 2)];
    });
    expect(outcomes({ maxShift: 0, flips: true })).toEqual(new Set([String([...PICTURE]), String(mirrored)]));
  });

  test('draws all nine shifts by one pixel, the edge repeated', () => {
    const found = outcomes({ maxShift: 1, flips: false });
    expect(found.size).toBe(9);
    // Shifted down and right by one: the first row and column appear twice.
    const moved = [
      1, 2, 1, 2, 11, 12, 21, 22, 1, 2, 1, 2, 11, 12, 21, 22, 101, 102, 101, 102, 111, 112, 121, 122,
    ];
    expect(found).toContain(String(moved));
    expect(outcomes({ maxShift: 1, flips: true }).size).toBe(18);
  });

  test('depends on seed, epoch and number, and on nothing else', () => {
    const augmentation = { maxShift: 3, flips: true };
    const all = (seed: number, epoch: number) =>
      Array.from({ length: 30 }, (_, number) => augmented(augmentation, seed, epoch, number));
    expect(all(1, 2)).toEqual(all(1, 2));
    expect(all(1, 2)).not.toEqual(all(2, 2));
    expect(all(1, 2)).not.toEqual(all(1, 3));
  });
});
