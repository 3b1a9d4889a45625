import { predictedClass } from '../site/predictedClass';
import { checkLabels } from './checkLabels';

/**
 * Counts the samples whose label is not among the `numTop` classes with the highest scores: top-1
 * error for 1, top-5 error for 5. `scores` is [samples · numClasses], `labels` [samples].
 *
 * Of classes with equal scores, the one with the lower index ranks first, as in `predictedClass`. A
 * sample with a score of NaN, or marked by `due` [samples], has no answer and counts. Throws
 * AssetError for a label out of range, TypeError if the sizes do not fit.
 */
export function countTopErrors(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  numClasses: number,
  numTop: number,
  due?: ArrayLike<number>,
): number {
  checkSizes(scores.length, labels.length, numClasses);
  checkLabels(labels, numClasses);
  let numErrors = 0;
  for (let sample = 0; sample < labels.length; sample++) {
    const hasAnswer = predictedClass(scores, sample, numClasses, due) !== null;
    if (!hasAnswer || rankOf(scores, sample, numClasses, labels[sample]!) >= numTop) numErrors++;
  }
  return numErrors;
}

/**
 * Counts the samples whose predicted class differs from that of the fault-free network (critical
 * SDC of Li et al., SC 2017). Both scores are [samples · numClasses].
 *
 * No answer is an answer of its own: it differs from every class and equals no answer. `due` and
 * `faultFreeDue` [samples] mark samples without one. Throws TypeError if the sizes do not fit.
 */
export function countChangedAnswers(
  scores: ArrayLike<number>,
  faultFree: ArrayLike<number>,
  numClasses: number,
  due?: ArrayLike<number>,
  faultFreeDue?: ArrayLike<number>,
): number {
  checkSizes(scores.length, faultFree.length / numClasses, numClasses);
  let numChanged = 0;
  for (let sample = 0; sample * numClasses < scores.length; sample++) {
    const found = predictedClass(scores, sample, numClasses, due);
    if (found !== predictedClass(faultFree, sample, numClasses, faultFreeDue)) numChanged++;
  }
  return numChanged;
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

function checkSizes(numScores: number, numSamples: number, numClasses: number): void {
  if (numScores === numSamples * numClasses) return;
  throw new TypeError(
    `Cannot compare ${numScores} scores: expected ${numClasses} for each of ${numSamples} samples`,
  );
}
