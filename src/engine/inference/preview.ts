import type { Injection } from '../../core/site/injection';
import type { Preview } from '../../core/site/preview';
import type { Engine, Scores } from './engine';

/**
 * Returns the predicted class, the lowest index among the highest scores, and its softmax
 * probability. No class is predicted if a value exceeded float32's range.
 */
function classify(
  { logits, due }: Scores,
  image: number,
  numClasses: number,
): { readonly predicted: number | null; readonly confidence: number } {
  if (due[image] !== 0) return { predicted: null, confidence: 0 };
  const row = image * numClasses;
  let predicted = 0;
  for (let index = 1; index < numClasses; index++) {
    if (logits[row + index]! > logits[row + predicted]!) predicted = index;
  }
  let sum = 0;
  for (let index = 0; index < numClasses; index++)
    sum += Math.exp(logits[row + index]! - logits[row + predicted]!);
  return { predicted, confidence: 1 / sum };
}

/**
 * Predicts each of the first `injection.numImages` images, without faults and under the injection's
 * fault pattern.
 */
export async function previewTrial(
  engine: Engine,
  labels: ArrayLike<number>,
  numClasses: number,
  injection: Injection,
): Promise<Preview> {
  const before = await engine.faultFreeScores(injection.site, injection.numImages);
  const after = await engine.scores(injection);
  const images = Array.from({ length: injection.numImages }, (_, index) => {
    const faultFree = classify(before, index, numClasses);
    const faulty = classify(after, index, numClasses);
    return {
      index,
      label: labels[index]!,
      before: faultFree.predicted,
      after: faulty.predicted,
      beforeConfidence: faultFree.confidence,
      afterConfidence: faulty.confidence,
    };
  });
  return { ber: injection.ber, trial: injection.trial, flips: after.flips, images };
}
