import { meanSquareOf, type WeightHistogram } from '../../../core/network/weightHistogram';
import { predictedRateRatio } from '../../../experiment/formats/formatTheory';
import type { ExperimentSpec } from '../../../experiment/settings/experimentSpec';

/**
 * How many times the bit errors of `b` the 4^m law lets `a` bear; null where it does not say: when only some bits may flip, or
 * biases fault too, and for sign-magnitude words until the weights are here, whose mean square it needs.
 */
export function theoryOf(
  a: ExperimentSpec,
  b: ExperimentSpec,
  histograms: readonly WeightHistogram[],
): number | null {
  if (whyNoTheory(a) !== null) return null;
  const meanSquare = meanSquareOf(histograms.filter(({ layer }) => a.layers.includes(layer)));
  if (a.encoding === 'signMagnitude' && meanSquare === null) return null;
  return predictedRateRatio(a, b, meanSquare ?? 0);
}

/** Why the 4^m law says nothing of an experiment, whatever its weights are, in a sentence; null where it does. */
export function whyNoTheory({ bitPositions, structures }: ExperimentSpec): string | null {
  if (bitPositions !== null) return 'The rule holds only where every bit of a word may flip.';
  return structures.join() === 'weights'
    ? null
    : 'The rule holds for weights alone, but other structures have faults too.';
}
