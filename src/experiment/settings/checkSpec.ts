import { checkModel } from '../../core/network/catalog';
import { checkQFormat } from '../../core/words/qformat';
import { checkBerGrid } from '../sweep/berGrid';
import { checkImages } from './checkImages';
import { checkHasBits, checkLayers } from './checkLayers';
import { checkPlanes } from './checkPlanes';
import { checkStructures } from './checkStructures';
import { checkData, checkWeights } from './dataId';
import {
  ENCODINGS,
  type ExperimentSpec,
  LIFETIMES,
  PROTOCOLS,
  RELU_WORDS,
  SAMPLINGS,
} from './experimentSpec';
import { checkChoice, checkCount, inField, settingError } from './settingError';

/** Most fault patterns per rate. The paper runs 150 (Fig. 4). */
export const MAX_TRIALS = 100_000;

/**
 * Returns the spec with its layers in network order and its list of rates ascending, each once.
 * Throws SpecError for the first setting that cannot be used; the size of a set that the reader brings is not known here.
 */
export function checkSpec(spec: ExperimentSpec): ExperimentSpec {
  const model = checkModel(spec.model);
  const structures = checkStructures(spec.structures, model);
  const layers = checkHasBits(structures, checkLayers(spec.layers, model), model);
  const format = inField('format', () => checkQFormat(spec.format));
  const activationFormat = inField('activationFormat', () => checkQFormat(spec.activationFormat));
  return {
    model: model.id,
    data: checkData(spec.data, model),
    weights: checkWeights(spec.weights, model),
    ...{ structures, layers, format, activationFormat },
    encoding: checkChoice('encoding', spec.encoding, ENCODINGS),
    reluWords: checkChoice('reluWords', spec.reluWords, RELU_WORDS),
    planes: checkPlanes({ structures, format, activationFormat, planes: spec.planes }),
    lifetime: checkChoice('lifetime', spec.lifetime, LIFETIMES),
    bers: inField('bers', () => checkBerGrid(spec.bers)),
    trials: checkTrials(spec.trials),
    images: checkImages(spec.images, spec.data, model),
    seed: checkSeed(spec.seed),
    protocol: checkChoice('protocol', spec.protocol, PROTOCOLS),
    sampling: checkChoice('sampling', spec.sampling, SAMPLINGS),
  };
}

/** Returns `trials`, an integer from 1 to MAX_TRIALS; throws SpecError otherwise. */
export function checkTrials(trials: number): number {
  return checkCount('trials', 'fault patterns per rate', trials, MAX_TRIALS);
}

/** Returns `seed`, an unsigned 32-bit integer; throws SpecError otherwise. */
export function checkSeed(seed: number): number {
  if (seed >>> 0 === seed && !Object.is(seed, -0)) return seed;
  throw settingError('seed', 'seed', seed, 'an integer from 0 to 4294967295');
}
