import { t } from '../../../core/language/t';
import { meanSquareOf, type WeightHistogram } from '../../../core/network/weightHistogram';
import { isFixedPoint } from '../../../core/words/numberFormat';
import { predictedRateRatio } from '../../../experiment/formats/formatTheory';
import type { ExperimentSpec } from '../../../experiment/settings/experimentSpec';

/**
 * Returns how many times as many bit errors as `b` the 4^m law predicts `a` to survive. Null if the
 * law does not apply: only some bits may flip, or biases are faulty. Also null for sign-magnitude
 * words until the weights have loaded, because the law needs their mean square.
 */
export function theoryOf(
  a: ExperimentSpec,
  b: ExperimentSpec,
  histograms: readonly WeightHistogram[],
): number | null {
  if (whyNoTheory(a) !== null) return null;
  const meanSquare = meanSquareOf(histograms.filter(({ layer }) => a.layers.includes(layer)));
  if (a.encoding === 'signMagnitude' && meanSquare === null) return null;
  const [first, second] = [a.format, b.format];
  if (!isFixedPoint(first) || !isFixedPoint(second)) return null;
  const { encoding } = a;
  return predictedRateRatio(
    { format: first, encoding },
    { format: second, encoding: b.encoding },
    meanSquare ?? 0,
  );
}

/**
 * Explains why the 4^m law does not apply to an experiment, whatever its weights. Null if it does.
 */
export function whyNoTheory({ bitPositions, structures, format }: ExperimentSpec): string | null {
  if (!isFixedPoint(format)) return t`The rule holds for fixed-point types alone.`;
  if (bitPositions !== null) return t`The rule holds only where every bit of a word may flip.`;
  return structures.join() === 'weights'
    ? null
    : t`The rule holds for weights alone, but other structures have faults too.`;
}
