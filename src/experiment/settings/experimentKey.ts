import { checkModel } from '../../core/network/catalog';
import { isDynamic } from '../../core/site/siteTensors';
import { formatText } from '../../core/words/numberFormat';

import { formatBitPositions } from './checkBitPositions';
import { checkLayers } from './checkLayers';
import { type ExperimentSpec, hasUnsignedWords } from './experimentSpec';
import { hasFixedPoint } from './hasFixedPoint';

/**
 * Returns the canonical text of every setting that decides the result of a trial, given its BER and
 * its number. Experiments with equal keys may share results. The grid and the number of trials are
 * left out, so results survive a change of either.
 */
export function experimentKey(spec: ExperimentSpec): string {
  const layers = checkLayers(spec.layers, checkModel(spec.model));
  // A setting without effect on this site is left out, such as the activations' type for weights.
  const isWritten = spec.structures.some(isDynamic);
  const isTrained = !spec.structures.every(isDynamic);
  return [
    spec.model,
    spec.data,
    spec.weights,
    ...(spec.preprocessing === '' ? [] : [spec.preprocessing]),
    spec.structures.join(','),
    layers.join(','),
    isTrained ? formatText(spec.format) : '-',
    ...(isWritten ? [formatText(spec.activationFormat), spec.lifetime] : []),
    hasFixedPoint(spec) ? spec.encoding : 'twosComplement',
    ...(hasUnsignedWords(spec) ? [spec.reluWords] : []),
    formatBitPositions(spec.bitPositions),
    spec.numSamples,
    ...(spec.measure === 'top1' ? [] : [spec.measure]),
    spec.seed,
    spec.rateCoupling,
    // Bits of activations and hidden state flip independently under both rules.
    isTrained ? spec.sampling : 'bernoulli',
  ].join(' ');
}
