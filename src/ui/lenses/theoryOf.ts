import { meanSquareOf, type WeightHistogram } from '../../core/weightHistogram';
import { predictedRateRatio } from '../../experiment/formatTheory';
import type { ExperimentSpec } from '../../experiment/spec/experimentSpec';

/**
 * How many times the bit errors of `b` the 4^m law lets `a` bear; null where it does not say: when only some bits may flip, or
 * biases fault too, and for sign-magnitude words until the weights are here, whose mean square it needs.
 */
export function theoryOf(
  a: ExperimentSpec,
  b: ExperimentSpec,
  histograms: readonly WeightHistogram[],
): number | null {
  if (a.planes !== null || a.structures.join() !== 'weights') return null;
  const meanSquare = meanSquareOf(histograms.filter(({ layer }) => a.layers.includes(layer)));
  if (a.encoding === 'signMagnitude' && meanSquare === null) return null;
  return predictedRateRatio(a, b, meanSquare ?? 0);
}
