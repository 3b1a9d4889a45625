import { predictedClass } from '../site/predictedClass';

/** Class that is looked for among the `numTop` with the highest scores. A label below 0 is none. */
interface TopClass {
  readonly label: number;
  readonly numTop: number;
}

/**
 * Returns true if a class is among the `numTop` classes with the highest scores of a sample.
 * `scores` is [samples · numClasses].
 *
 * Of classes with equal scores, the one with the lower index ranks first, as in `predictedClass`. A
 * sample with a score of NaN, or marked by `due` [samples], has no answer: false. WGSL counterpart:
 * `is_among_top`.
 */
export function isAmongTop(
  scores: ArrayLike<number>,
  sample: number,
  numClasses: number,
  { label, numTop }: TopClass,
  due?: ArrayLike<number>,
): boolean {
  if (label < 0 || predictedClass(scores, sample, numClasses, due) === null) return false;
  return rankOf(scores, sample, numClasses, label) < numTop;
}

/**
 * Returns the root mean square deviation of outputs from the fault-free outputs, divided by the
 * population deviation of the fault-free outputs around their mean: 0 for equal outputs, 1 for a
 * deviation as large as their own. Both are the outputs of all samples, in the same order.
 *
 * Infinite if an output is not finite, and if outputs deviate from fault-free ones that are all
 * equal. NaN if a fault-free output is not finite. Throws TypeError if the sizes differ or are 0.
 */
export function relativeDeviation(outputs: ArrayLike<number>, faultFree: ArrayLike<number>): number {
  const count = faultFree.length;
  if (count === 0 || outputs.length !== count) {
    throw new TypeError(
      `Cannot compare ${outputs.length} outputs with ${count}: expected as many, 1 or more`,
    );
  }
  let sum = 0;
  for (let index = 0; index < count; index++) sum += faultFree[index]!;
  const mean = sum / count;
  if (!Number.isFinite(mean)) return Number.NaN;
  let own = 0;
  let deviation = 0;
  for (let index = 0; index < count; index++) {
    own += (faultFree[index]! - mean) ** 2;
    deviation += (outputs[index]! - faultFree[index]!) ** 2;
  }
  if (deviation === 0) return 0;
  return Number.isFinite(deviation) ? Math.sqrt(deviation / own) : Number.POSITIVE_INFINITY;
}

/** Number of classes that rank before `label` in the scores of a sample. */
function rankOf(scores: ArrayLike<number>, sample: number, numClasses: number, label: number): number {
  const row = sample * numClasses;
  const own = scores[row + label]!;
  let rank = 0;
  for (let index = 0; index < numClasses; index++) {
    const score = scores[row + index]!;
    if (score > own || (score === own && index < label)) rank++;
  }
  return rank;
}
