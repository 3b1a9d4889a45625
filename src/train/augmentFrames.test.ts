import { expect, test } from 'vitest';
import { augmentFrames } from './augmentFrames';

const [STEPS, FEATURES] = [12, 3];
/** A recording of six steps in the middle. Feature = 10 · step + index + 1. */
const FRAMES = Float32Array.from({ length: STEPS * FEATURES }, (_, index) => {
  const step = Math.floor(index / FEATURES);
  return step < 3 || step > 8 ? 0 : 10 * step + (index % FEATURES) + 1;
});

function augmented(maxShift: number, noise: number, number: number, epoch = 0): Float32Array {
  const target = new Float32Array(FRAMES.length).fill(-1);
  augmentFrames(FRAMES, target, FEATURES, { maxShift, noise }, 1, epoch, number);
  return target;
}

test('augmentFrames leaves a recording alone when nothing may change', () => {
  expect(augmented(0, 0, 5)).toEqual(FRAMES);
});

test('augmentFrames draws every shift, moves whole steps and loses what leaves', () => {
  const starts = new Set<number>();
  for (let number = 0; number < 300; number++) {
    const moved = augmented(5, 0, number);
    starts.add(moved.indexOf(51) / FEATURES - 5);
  }
  expect([...starts].sort((a, b) => a - b)).toEqual([-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5]);
});

test('augmentFrames adds noise of its deviation to the own steps only, another each time', () => {
  const differences: number[] = [];
  for (let number = 0; number < 200; number++) {
    augmented(0, 0.3, number).forEach((value, index) => {
      if (FRAMES[index] === 0) expect(value).toBe(0);
      else differences.push(value - FRAMES[index]!);
    });
  }
  const deviation = Math.sqrt(
    differences.reduce((sum, value) => sum + value * value, 0) / differences.length,
  );
  // n = 3,600: the deviation of an estimated deviation is 0.3 / sqrt(7200) = 0.0035.
  expect(Math.abs(deviation - 0.3)).toBeLessThan(0.016);
  expect(augmented(0, 0.3, 1)).toEqual(augmented(0, 0.3, 1));
  expect(augmented(0, 0.3, 1)).not.toEqual(augmented(0, 0.3, 2));
  expect(augmented(0, 0.3, 1)).not.toEqual(augmented(0, 0.3, 1, 1));
});
