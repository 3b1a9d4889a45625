import { DEVICE_PREFERENCES } from '../../core/device';
import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import { formatBer, parseBer } from '../../core/pattern/ber';
import { measureFor } from '../../core/samples/measure';
import { type NumberFormat, parseNumberFormat } from '../../core/words/numberFormat';
import { checkBlocks } from '../network/layerGroups';
import { mostSamples } from '../settings/checkNumSamples';
import { NO_STEPS } from '../settings/checkPreprocessing';
import { defaultWeights } from '../settings/dataId';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { checkChoice } from '../settings/settingError';
import { linkedFormat, SETTING_NAMES, SETTINGS, type SettingName } from '../settings/settingsTable';
import { addCandidate } from '../sweep/candidateTypes';
import { BANDS, ERROR_SCALES, GROUPINGS, LOSS_UNITS, RATE_AXES, TABS, type View } from './view';

/**
 * Defaults of a version 1 link. They must never change, because saved links leave out settings that
 * equal them. The page's own defaults (experimentSpec.ts, view.ts) may change. A version 2 needs
 * its own tables.
 */
export const V1_SPEC: ExperimentSpec = {
  model: 'lenet-fc',
  data: 'generated',
  weights: 'generated',
  preprocessing: '',
  structures: ['weights'],
  layers: ['fc-1', 'fc-2', 'fc-3'],
  format: { integerBits: 2, fractionBits: 6 },
  activationFormat: { integerBits: 5, fractionBits: 3 },
  encoding: 'twosComplement',
  reluWords: 'signed',
  bitPositions: null,
  lifetime: 'permanent',
  bers: { kind: 'span', from: 1e-6, to: 1e-1, perDecade: 4 },
  trials: 30,
  numSamples: 1000,
  measure: 'top1',
  seed: 7,
  rateCoupling: 'nested',
  sampling: 'bernoulli',
};
export const V1_VIEW: View = {
  cursorBer: 1e-3,
  trial: 0,
  device: 'auto',
  errorScale: 'linear',
  rateAxis: 'rate',
  band: 'sigma',
  tab: 'explore',
  grouping: 'blocks',
  blocks: '',
  loss: 'points',
  types: [],
  lesson: '',
  step: 1,
  guess: '',
  lock: '',
  hide: '',
  class: '',
};

/**
 * Returns the defaults of a version 1 link with the given model and data: weights of the same data,
 * all layers, and the model's formats of Table 1. They must never change either.
 */
export function v1Defaults({ model: id, data }: ExperimentSpec): ExperimentSpec {
  const model = checkModel(id);
  const weights = defaultWeights(data, model);
  return {
    ...V1_SPEC,
    model: id,
    data: model.dataKind === 'photos' ? 'imagenet' : V1_SPEC.data,
    weights,
    preprocessing: model.dataKind === 'own' ? NO_STEPS : '',
    layers: model.layers.map((layer) => layer.name),
    format: parseNumberFormat(model.weightFormat),
    activationFormat: parseNumberFormat(model.activationFormat),
    measure: measureFor(V1_SPEC.measure, model, true),
    numSamples: Math.min(V1_SPEC.numSamples, mostSamples(data, model.dataKind)),
  };
}

/** Key and text form of one setting in links. */
export interface Codec<T> {
  readonly key: string;
  readonly format: (value: T) => string;
  /**
   * Parses and checks the text. `before` contains the settings that were read earlier. Throws an
   * Error that names the value found and the value wanted.
   */
  readonly parse: (text: string, before: ExperimentSpec) => T;
}

export type Codecs<T> = { readonly [K in keyof T]: Codec<T[K]> };

/** Codecs of all settings, in the order of a link. */
export const SPEC_CODECS = Object.fromEntries(
  SETTING_NAMES.map((name) => [name, specCodec(name)]),
) as unknown as Codecs<ExperimentSpec>;

function specCodec<K extends SettingName>(name: K): Codec<ExperimentSpec[K]> {
  const { link, check, ...own } = SETTINGS[name];
  const { key, format = own.format, parse = own.parse } = link;
  return { key, format, parse: (text, before) => check(parse(text, before), before) };
}

export const VIEW_CODECS: Codecs<View> = {
  cursorBer: { key: 'x', format: formatBer, parse: parseBer },
  trial: { key: 'tr', format: String, parse: parseTrial },
  device: choice('dev', () => t`device`, DEVICE_PREFERENCES),
  errorScale: choice('ys', () => t`error scale`, ERROR_SCALES),
  rateAxis: choice('xs', () => t`rate axis`, RATE_AXES),
  band: choice('band', () => t`band`, BANDS),
  tab: choice('tab', () => t`tab`, TABS),
  grouping: choice('grp', () => t`grouping`, GROUPINGS),
  blocks: {
    key: 'blk',
    format: String,
    parse: (text, { model }) => checkBlocks(text, checkModel(model)),
  },
  loss: choice('loss', () => t`loss`, LOSS_UNITS),
  types: {
    key: 'types',
    format: (types) => types.map(linkedFormat).join(','),
    parse: (text) => text.split(',').reduce<readonly NumberFormat[]>(addCandidate, []),
  },
  lesson: word('lesson', /^[\da-z-]{0,40}$/),
  step: {
    key: 'step',
    format: String,
    parse: (text) => Number(word('step', /^[1-9]$/).parse(text, V1_SPEC)),
  },
  guess: word('guess', /^[-+.,\de]{0,400}$/),
  lock: word('lock', /^[a-z,]{0,100}$/),
  hide: word('hide', /^[a-z,]{0,100}$/),
  class: word('class', /^[\w-]{0,40}(?::[1-9]\d{0,3})?$/),
};

/** Returns the codec of a text that must match `pattern`. */
function word(key: string, pattern: RegExp): Codec<string> {
  return {
    key,
    format: String,
    parse(text) {
      if (pattern.test(text)) return text;
      throw new SyntaxError(t`Cannot use ${JSON.stringify(text.slice(0, 40))}: expected ${pattern.source}`);
    },
  };
}

function choice<T extends string>(key: string, noun: () => string, choices: readonly T[]): Codec<T> {
  return { key, format: String, parse: (text) => checkChoice(noun(), text, choices) };
}

function parseTrial(text: string): number {
  if (!/^\d{1,10}$/.test(text)) {
    throw new SyntaxError(t`Cannot parse ${JSON.stringify(text.slice(0, 40))}: expected a whole number`);
  }
  if (Number(text) < 2 ** 32) return Number(text);
  throw new RangeError(t`Cannot show trial ${Number(text)}: expected a number below 2^32`);
}
