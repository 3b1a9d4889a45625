import { DEVICE_PREFERENCES } from '../../core/device';
import { SpecError } from '../../core/errors';
import { checkModel } from '../../core/network/catalog';
import type { ModelDescription, Structure } from '../../core/network/model';
import { formatBer, parseBer } from '../../core/pattern/ber';
import { STRUCTURES } from '../../core/site/siteTensors';
import { formatQFormat, parseQFormat } from '../../core/words/qformat';
import { checkImages, mostImages } from '../settings/checkImages';
import { parseLayers } from '../settings/checkLayers';
import { formatPlanes, parsePlanes } from '../settings/checkPlanes';
import { checkSeed, checkTrials } from '../settings/checkSpec';
import { checkStructures } from '../settings/checkStructures';
import { checkData, checkWeights, type DataId, defaultWeights } from '../settings/dataId';
import {
  ENCODINGS,
  type ExperimentSpec,
  LIFETIMES,
  PROTOCOLS,
  RELU_WORDS,
  SAMPLINGS,
} from '../settings/experimentSpec';
import { checkChoice } from '../settings/settingError';
import { formatBerGrid, parseBerGrid } from '../sweep/berGrid';
import { BANDS, ERROR_SCALES, GROUPINGS, LOSS_UNITS, TABS, type View } from './view';

/**
 * What a version 1 link means by the settings it leaves out. Frozen: the page's own defaults (experimentSpec.ts, view.ts) may change,
 * these never, or links that people keep would change their meaning. A version 2 gets tables of its own beside these.
 */
export const V1_SPEC: ExperimentSpec = {
  model: 'lenet-fc',
  data: 'generated',
  weights: 'generated',
  structures: ['weights'],
  layers: ['fc-1', 'fc-2', 'fc-3'],
  format: { integerBits: 2, fractionBits: 6 },
  activationFormat: { integerBits: 5, fractionBits: 3 },
  encoding: 'twosComplement',
  reluWords: 'signed',
  planes: null,
  lifetime: 'permanent',
  bers: { kind: 'span', from: 1e-6, to: 1e-1, perDecade: 4 },
  trials: 30,
  images: 1000,
  seed: 7,
  protocol: 'nested',
  sampling: 'bernoulli',
};
export const V1_VIEW: View = {
  cursorBer: 1e-3,
  trial: 0,
  device: 'auto',
  errorScale: 'linear',
  band: 'sigma',
  tab: 'explore',
  grouping: 'blocks',
  loss: 'points',
};

/**
 * Defaults of a version 1 link once its model and data are known: weights follow the data, all layers may fault, in the
 * model's types of Table 1. Frozen as well.
 */
export function v1Defaults(model: ModelDescription, data: DataId): ExperimentSpec {
  const layers = model.layers.map((layer) => layer.name);
  const images = Math.min(V1_SPEC.images, mostImages(data, model.dataKind));
  const format = parseQFormat(model.weightFormat);
  const activationFormat = parseQFormat(model.activationFormat);
  const weights = defaultWeights(data, model);
  return { ...V1_SPEC, model: model.id, data, weights, layers, format, activationFormat, images };
}

/** The test set of a version 1 link that names none. */
export function v1Data(model: ModelDescription): DataId {
  return model.dataKind === 'photos' ? 'imagenet' : V1_SPEC.data;
}

/** What the meaning of other settings hangs on; they are read first, the model before the data. */
export interface LinkContext {
  readonly model: ModelDescription;
  readonly data: DataId;
}

/** How one setting is written in a link and read back. */
export interface Codec<T> {
  readonly key: string;
  readonly format: (value: T) => string;
  /** Throws an Error whose message says what was found and wanted. */
  readonly parse: (text: string, context: LinkContext) => T;
}

/** In the order in which a link names them: model and data first, because others depend on them. */
export const SPEC_CODECS: { readonly [K in keyof ExperimentSpec]: Codec<ExperimentSpec[K]> } = {
  model: { key: 'm', format: String, parse: (text) => checkModel(text).id },
  data: { key: 'd', format: String, parse: (text, { model }) => checkData(text, model) },
  weights: { key: 'w', format: String, parse: (text, { model }) => checkWeights(text, model) },
  structures: {
    key: 's',
    format: (structures) => structures.map((structure) => structure[0]).join(''),
    parse: parseStructureLetters,
  },
  layers: {
    key: 'l',
    format: (layers) => layers.join(','),
    parse: (text, { model }) => parseLayers(text, model),
  },
  format: { key: 't', format: (format) => formatQFormat(format).slice(1), parse: parseQFormat },
  activationFormat: { key: 'ta', format: (format) => formatQFormat(format).slice(1), parse: parseQFormat },
  encoding: choice('e', 'encoding', ENCODINGS),
  reluWords: choice('relu', 'words after ReLU', RELU_WORDS),
  planes: { key: 'bits', format: formatPlanes, parse: parsePlanes },
  lifetime: choice('life', 'lifetime', LIFETIMES),
  bers: { key: 'b', format: formatBerGrid, parse: parseBerGrid },
  trials: { key: 'n', format: String, parse: (text) => checkTrials(parseWhole(text)) },
  images: {
    key: 'i',
    format: String,
    parse: (text, { data, model }) => checkImages(parseWhole(text), data, model),
  },
  seed: { key: 'seed', format: formatSeed, parse: (text) => parseSeed(text) },
  protocol: choice('p', 'protocol', PROTOCOLS),
  sampling: choice('r', 'sampling', SAMPLINGS),
};

export const VIEW_CODECS: { readonly [K in keyof View]: Codec<View[K]> } = {
  cursorBer: { key: 'x', format: formatBer, parse: parseBer },
  trial: { key: 'tr', format: String, parse: (text) => checkTrialNumber(parseWhole(text)) },
  device: choice('dev', 'device', DEVICE_PREFERENCES),
  errorScale: choice('ys', 'error scale', ERROR_SCALES),
  band: choice('band', 'band', BANDS),
  tab: choice('tab', 'tab', TABS),
  grouping: choice('grp', 'grouping', GROUPINGS),
  loss: choice('loss', 'loss', LOSS_UNITS),
};

function choice<T extends string>(key: string, noun: string, choices: readonly T[]): Codec<T> {
  return { key, format: String, parse: (text) => checkChoice(noun, text, choices) };
}

/** Reads `wa` as weights and activations: each structure by its first letter. */
function parseStructureLetters(text: string, { model }: LinkContext): readonly Structure[] {
  const letters = STRUCTURES.map((structure) => structure[0]!);
  const names = [...text.slice(0, 40)].map((letter) => {
    const name = STRUCTURES[letters.indexOf(letter)];
    if (name !== undefined) return name;
    throw new SpecError(
      'structures',
      `Cannot use structures ${JSON.stringify(text.slice(0, 40))}: expected letters of ${letters.join(', ')} for ${STRUCTURES.join(', ')}`,
    );
  });
  return checkStructures(names, model);
}

function parseWhole(text: string): number {
  if (!/^\d{1,10}$/.test(text)) {
    throw new SyntaxError(`Cannot parse ${JSON.stringify(text.slice(0, 40))}: expected a whole number`);
  }
  return Number(text);
}

/** A seed as links and people read it: eight hex digits. */
export function formatSeed(seed: number): string {
  return seed.toString(16).padStart(8, '0');
}

/**
 * Reads a seed of 8 hex digits, or from `fewest` on for a person who types. A link takes all 8 alone: one that lost its end
 * would name another seed. Throws SyntaxError otherwise.
 */
export function parseSeed(text: string, fewest = 8): number {
  if (!/^[0-9a-fA-F]{1,8}$/.test(text) || text.length < fewest) {
    const wanted = fewest === 8 ? '8 hex digits' : 'up to 8 hex digits';
    throw new SyntaxError(`Cannot parse seed ${JSON.stringify(text.slice(0, 40))}: expected ${wanted}`);
  }
  return checkSeed(Number.parseInt(text, 16));
}

function checkTrialNumber(trial: number): number {
  if (trial >= 2 ** 32) throw new RangeError(`Cannot show trial ${trial}: expected a number below 2^32`);
  return trial;
}
