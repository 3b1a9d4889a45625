import type { Baseline, ErrorCount } from '../../core/site/injection';

const NUM_CLASSES = 10;

/**
 * Makes a count of wrong answers among ten classes of equal size. Later classes have more errors,
 * so that counts in another class order differ.
 */
export function countOf(wrong: number, total = 1000, flips = 0): ErrorCount {
  return { wrong, total, wrongPerClass: wrongPerClass(wrong, total), flips };
}

/**
 * Makes fault-free counts. Give different numbers, so that a loss measured from the wrong baseline
 * is detected.
 */
export function baselineOf(floatWrong: number, quantizedWrong: number, total = 1000): Baseline {
  return { float: countOf(floatWrong, total), quantized: countOf(quantizedWrong, total) };
}

/** 1.7 % wrong in float and 1.9 % quantised, of 1,000 images. */
export const BASELINE = baselineOf(17, 19);

/**
 * Splits `wrong` in the ratio 1 : 2 : … : 10, rounded down, with the remainder in the last classes.
 * No class has more errors than images.
 */
function wrongPerClass(wrong: number, total: number): readonly number[] {
  if (2 * wrong > total)
    return wrongPerClass(total - wrong, total).map((right) => total / NUM_CLASSES - right);
  const counts = Array.from({ length: NUM_CLASSES }, (_, label) => Math.floor((wrong * (label + 1)) / 55));
  const leftOver = wrong - counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count, label) => count + Number(label >= NUM_CLASSES - leftOver));
}
