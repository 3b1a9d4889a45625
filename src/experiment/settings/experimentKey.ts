import { checkModel } from '../../core/network/catalog';
import { isDynamic } from '../../core/site/siteTensors';
import { formatQFormat } from '../../core/words/qformat';
import { formatBitPositions } from './checkBitPositions';
import { checkLayers } from './checkLayers';
import { type ExperimentSpec, hasUnsignedWords } from './experimentSpec';

/**
 * Canonical text of all that decides one trial's result at a given (ber, trial). Grid and number of trials are left out,
 * so results survive a change of either: equal keys mean that results may be joined.
 */
export function experimentKey(spec: ExperimentSpec): string {
  const layers = checkLayers(spec.layers, checkModel(spec.model));
  // A setting that this site does not feel is no part of it: the type of activations while weights fault.
  const isWritten = spec.structures.some(isDynamic);
  const isTrained = !spec.structures.every(isDynamic);
  return [
    spec.model,
    spec.data,
    spec.weights,
    spec.structures.join(','),
    layers.join(','),
    isTrained ? formatQFormat(spec.format) : '-',
    ...(isWritten ? [formatQFormat(spec.activationFormat), spec.lifetime] : []),
    spec.encoding,
    ...(hasUnsignedWords(spec) ? [spec.reluWords] : []),
    formatBitPositions(spec.bitPositions),
    spec.numSamples,
    spec.seed,
    spec.rateCoupling,
    // What an inference writes flips bit by bit under either rule.
    isTrained ? spec.sampling : 'bernoulli',
  ].join(' ');
}
