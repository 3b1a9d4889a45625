/**
 * Most bits of one sample: a smaller probability of its label counts as 2⁻²⁴, which is what float32
 * resolves beside 1. A sample whose values left float32's range has no answer and counts as many.
 */
export const MOST_BITS = 24;

/** Outputs of a classifier for all samples. */
export interface ClassScores {
  /** Finite scores before a softmax, or probabilities [samples · numClasses]. */
  readonly outputs: ArrayLike<number>;
  readonly areProbabilities: boolean;
  /** 1 for samples without an answer, else 0 [samples]. */
  readonly due: ArrayLike<number>;
}

/**
 * Returns the mean cross entropy of the labels [samples] in bits, 0 to `MOST_BITS`: the mean of
 * -log2 of the probability that a network gives to each label. The softmax of scores is taken in
 * float64.
 */
export function crossEntropy(scores: ClassScores, labels: ArrayLike<number>): number {
  const { outputs, due } = scores;
  const numSamples = due.length;
  const numClasses = outputs.length / numSamples;
  let sum = 0;
  for (let sample = 0; sample < numSamples; sample++) {
    const row = sample * numClasses;
    const bits = due[sample] === 0 ? bitsOf(scores, row, numClasses, row + labels[sample]!) : MOST_BITS;
    sum += Math.min(MOST_BITS, Math.max(0, bits));
  }
  return sum / numSamples;
}

/** Returns the perplexity of a cross entropy in bits, at most 2²⁴. */
export function perplexity(bits: number): number {
  return 2 ** Math.min(bits, MOST_BITS);
}

/** Returns -log2 of the probability of the output at `label`, in the row from `first` on. */
function bitsOf(
  { outputs, areProbabilities }: ClassScores,
  first: number,
  numClasses: number,
  label: number,
): number {
  if (areProbabilities) return -Math.log2(outputs[label]!);
  let highest = outputs[first]!;
  for (let at = first + 1; at < first + numClasses; at++) highest = Math.max(highest, outputs[at]!);
  // Differences from the highest score are at most 0, so that no exponential overflows.
  let sum = 0;
  for (let at = first; at < first + numClasses; at++) sum += Math.exp(outputs[at]! - highest);
  return (Math.log(sum) + highest - outputs[label]!) / Math.LN2;
}
