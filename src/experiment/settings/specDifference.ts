import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import { samplesText } from '../../core/network/sampleNoun';
import { isDynamic } from '../../core/site/siteTensors';
import { formatText } from '../../core/words/numberFormat';

import { errorClause } from '../text/measureWords';
import { grouped } from '../text/numberWords';
import { NO_STEPS } from './checkPreprocessing';
import { dataTitle, weightsTitle } from './dataId';
import { flipRule, rateRule } from './drawRule';
import { type ExperimentSpec, hasUnsignedWords } from './experimentSpec';
import { hasFixedPoint } from './hasFixedPoint';
import { formatSeed } from './seed';
import { actsIn, SETTINGS, type SettingName } from './settingsTable';
import { lifetimeTitle, structuresTitle, topBitName } from './siteTitle';

/**
 * Text of each setting, in the order of output. Empty where a setting has no effect. The number of
 * trials is no difference. Words after ReLU are described with the encoding.
 */
const TEXTS: {
  readonly [K in Exclude<SettingName, 'trials' | 'reluWords'>]: (spec: ExperimentSpec) => string;
} = {
  model: (spec) => checkModel(spec.model).title,
  data: (spec) => t`on ${dataTitle(spec.data, checkModel(spec.model).dataKind)}`,
  weights: (spec) => {
    const { dataKind } = checkModel(spec.model);
    // A reader's network has those of its file.
    return dataKind === 'own' ? '' : t`weights of ${weightsTitle(spec.weights, dataKind)}`;
  },
  preprocessing: ({ preprocessing }) => {
    if (preprocessing === '') return '';
    return preprocessing === NO_STEPS ? t`without preprocessing` : t`preprocessed by ${preprocessing}`;
  },
  structures: (spec) => structuresTitle(spec.structures),
  format: (spec) => (actsIn('format', spec) ? formatText(spec.format) : ''),
  activationFormat: (spec) => {
    if (!actsIn('activationFormat', spec)) return '';
    const format = formatText(spec.activationFormat);
    return spec.structures.every(isDynamic) ? format : t`${format} activations`;
  },
  bitPositions: (spec) => {
    if (spec.bitPositions === null) return t`every bit`;
    const places = SETTINGS.bitPositions.format(spec.bitPositions);
    if (places !== '0') return t`bits ${places}`;
    return topBitName(spec) === 'sign' ? t`sign bits` : t`top bits`;
  },
  lifetime: (spec) => (actsIn('lifetime', spec) ? lifetimeTitle(spec.lifetime) : ''),
  encoding: (spec) => {
    if (!hasFixedPoint(spec)) return '';
    const signed = spec.encoding === 'signMagnitude' ? t`sign-magnitude` : t`two's complement`;
    return hasUnsignedWords(spec) ? t`${signed}, unsigned after ReLU` : signed;
  },
  layers: (spec) =>
    spec.layers.length === checkModel(spec.model).layers.length ? t`all layers` : spec.layers.join(', '),
  numSamples: ({ numSamples, model }) =>
    samplesText(numSamples, grouped(numSamples), checkModel(model).dataKind),
  measure: ({ measure }) => errorClause(measure),
  seed: (spec) => t`seed ${formatSeed(spec.seed)}`,
  rateCoupling: (spec) => rateRule([spec]),
  sampling: (spec) => flipRule([spec]),
  bers: (spec) => SETTINGS.bers.format(spec.bers),
};

/** Settings that decide the results of a run, with their texts. */
export type SettingTexts = Readonly<Record<Exclude<keyof typeof TEXTS, 'bers'>, string>>;

/** Returns the text of each setting that decides the results: all but grid and trials. */
export function settingTexts(spec: ExperimentSpec): SettingTexts {
  const { bers: _, ...texts } = TEXTS;
  return Object.fromEntries(Object.entries(texts).map(([name, read]) => [name, read(spec)])) as SettingTexts;
}

/**
 * Describes the settings of `spec` that differ from `other`: `Q2.6, all layers`. Empty if none
 * differ.
 */
export function describeDifference(spec: ExperimentSpec, other: ExperimentSpec): string {
  return Object.values(TEXTS)
    .filter((read) => read(spec) !== read(other))
    .map((read) => read(spec))
    .filter((text) => text !== '')
    .join(', ');
}
