import type { Injection } from '../core/injection';
import type { Preview } from '../core/preview';
import type { Engine } from './engine';

/** The lowest index among the highest scores of a row, and its softmax share. A row with NaN predicts its first class. */
function classify(
  logits: Float32Array,
  row: number,
  numClasses: number,
): { readonly predicted: number; readonly confidence: number } {
  let predicted = 0;
  for (let index = 1; index < numClasses; index++) {
    if (logits[row + index]! > logits[row + predicted]!) predicted = index;
  }
  let sum = 0;
  for (let index = 0; index < numClasses; index++)
    sum += Math.exp(logits[row + index]! - logits[row + predicted]!);
  return { predicted, confidence: 1 / sum };
}

/** What each of the first `injection.numImages` images is taken for, fault-free and under the pattern. */
export async function previewTrial(
  engine: Engine,
  labels: ArrayLike<number>,
  numClasses: number,
  injection: Injection,
): Promise<Preview> {
  const before = await engine.faultFreeScores(injection.site, injection.numImages);
  const after = await engine.scores(injection);
  const images = Array.from({ length: injection.numImages }, (_, index) => {
    const faultFree = classify(before, index * numClasses, numClasses);
    const faulty = classify(after.logits, index * numClasses, numClasses);
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
