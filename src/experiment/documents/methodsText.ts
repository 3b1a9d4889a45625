import { inEnglish } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import { sampleNoun } from '../../core/network/sampleNoun';
import { siteTensors } from '../../core/site/siteTensors';
import { dataTitle, isUserFile, weightsTitle } from '../settings/dataId';
import { drawRule } from '../settings/drawRule';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { formatSeed } from '../settings/seed';
import { siteTitle } from '../settings/siteTitle';
import { settingTexts } from '../settings/specDifference';
import { gridBers } from '../sweep/berGrid';
import { errorClause, errorTitle } from '../text/measureWords';
import { countOf } from '../text/numberWords';
import { PROGRAM } from './program';

/**
 * Describes an experiment for the methods section of an article, with all that a reader needs to
 * repeat it, in English. `adapter` names the device of the trials; null if they are those of a
 * recorded run.
 */
export function methodsText(spec: ExperimentSpec, adapter: string | null): string {
  return inEnglish(() => writeMethods(spec, adapter));
}

function writeMethods(spec: ExperimentSpec, adapter: string | null): string {
  const model = checkModel(spec.model);
  const { dataKind } = model;
  const layers = spec.layers.length === model.layers.length ? 'all layers' : spec.layers.join(', ');
  const encodings = new Set(
    siteTensors(model, spec).flatMap(({ encoding }) => (encoding === null ? [] : ENCODING_WORDS[encoding])),
  );
  const bers = gridBers(spec.bers);
  const clause = errorClause(spec.measure);
  const { file } = model;
  const weights = weightsTitle(spec.weights, dataKind);
  const origin =
    dataKind === 'own'
      ? `the weights of ${file?.name ?? model.title} (${model.id})`
      : isUserFile(spec.weights)
        ? `the ${weights}`
        : `weights trained on ${weights}`;
  const prepared = dataKind === 'own' ? `, ${settingTexts(spec).preprocessing},` : '';
  const rates =
    bers.length === 1
      ? `at the bit error rate ${bers[0]}`
      : `at ${bers.length} bit error rates from ${bers[0]} to ${bers.at(-1)}`;
  return [
    `We flipped stored bits of ${model.title} (${[siteTitle(spec), layers, ...(encodings.size === 0 ? [] : [[...encodings].join(' and ')])].join('; ')}) ${rates}, with ${countOf(spec.trials, 'random fault pattern')} per rate: ${drawRule([spec])}.`,
    `${errorTitle(spec.measure)} ${spec.measure === 'changed' ? 'were' : 'was'} counted on the first ${countOf(spec.numSamples, sampleNoun(dataKind))} of ${dataTitle(spec.data, dataKind)}${prepared} with ${origin}${clause === '' ? '' : ` (${clause})`}.`,
    `The seed was ${formatSeed(spec.seed)}; the trials ran in ${PROGRAM}${adapter === null ? '' : ` on ${adapter}`}, after the method of Ares (Reagen et al., DAC 2018).`,
  ].join(' ');
}

const ENCODING_WORDS = {
  twosComplement: 'two’s complement',
  signMagnitude: 'sign and magnitude',
  unsigned: 'unsigned',
} as const;
