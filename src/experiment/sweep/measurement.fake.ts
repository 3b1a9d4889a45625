import type { ErrorCount } from '../../core/site/injection';
import type { Baseline } from './results';

const NUM_CLASSES = 10;

/**
 * A made-up count of wrong answers among ten equally large classes. The classes err unevenly, the last
 * most, so that counts in another order of the classes differ.
 */
export function countOf(wrong: number, total = 1000, flips = 0): ErrorCount {
  return { wrong, total, wrongPerClass: wrongPerClass(wrong, total), flips };
}

/** Fault-free counts that differ: what is measured from the wrong one of them comes out wrong. */
export function baselineOf(floatWrong: number, quantizedWrong: number, total = 1000): Baseline {
  return { float: countOf(floatWrong, total), quantized: countOf(quantizedWrong, total) };
}

/** 1.7 % wrong in float, 1.9 % quantised, of 1,000 images. */
export const BASELINE = baselineOf(17, 19);

/** In the ratio 1 : 2 : … : 10, rounded down, and one more in the last classes; no class has more than its images. */
function wrongPerClass(wrong: number, total: number): readonly number[] {
  if (2 * wrong > total)
    return wrongPerClass(total - wrong, total).map((right) => total / NUM_CLASSES - right);
  const counts = Array.from({ length: NUM_CLASSES }, (_, label) => Math.floor((wrong * (label + 1)) / 55));
  const leftOver = wrong - counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count, label) => count + Number(label >= NUM_CLASSES - leftOver));
}
