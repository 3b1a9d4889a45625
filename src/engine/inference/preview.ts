import { isClassifier } from '../../core/samples/measure';
import type { Injection } from '../../core/site/injection';
import { predictedClass } from '../../core/site/predictedClass';
import type { Preview } from '../../core/site/preview';
import type { Engine, Scores } from './engine';

/** The predicted class and its probability, which is 0 without a predicted class. */
export function answerTo(
  { logits, due, areProbabilities }: Scores,
  image: number,
  numClasses: number,
): { readonly predicted: number | null; readonly confidence: number } {
  const predicted = predictedClass(logits, image, numClasses, due);
  if (predicted === null) return { predicted, confidence: 0 };
  const row = image * numClasses;
  if (areProbabilities) return { predicted, confidence: logits[row + predicted]! };
  let sum = 0;
  for (let index = 0; index < numClasses; index++)
    sum += Math.exp(logits[row + index]! - logits[row + predicted]!);
  return { predicted, confidence: 1 / sum };
}

/**
 * Predicts each of the first `injection.numSamples` images, without faults and under the
 * injection's fault pattern.
 */
export async function previewTrial(
  engine: Engine,
  labels: ArrayLike<number>,
  numClasses: number,
  injection: Injection,
): Promise<Preview> {
  // Outputs that are no scores of classes are no answers.
  if (!isClassifier(numClasses)) return { ber: injection.ber, trial: injection.trial, flips: 0, images: [] };
  const before = await engine.faultFreeScores(injection.site, injection.numSamples);
  const after = await engine.scores(injection);
  const images = Array.from({ length: injection.numSamples }, (_, index) => {
    const faultFree = answerTo(before, index, numClasses);
    const faulty = answerTo(after, index, numClasses);
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
