import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import type { Structure } from '../../core/network/model';
import type { Measure } from '../../core/samples/measure';
import { isDynamic } from '../../core/site/siteTensors';
import { formatText, type NumberFormat, parseNumberFormat } from '../../core/words/numberFormat';
import { checkBerGrid, formatBerGrid, parseBerGrid, parseLinkedBerGrid } from '../sweep/berGrid';
import { checkBitPositions, formatBitPositions, parseBitPositions } from './checkBitPositions';
import { checkFormat } from './checkFormat';
import { checkHasBits, checkLayers, parseLayers } from './checkLayers';
import { checkMeasure } from './checkMeasure';
import { checkNumSamples } from './checkNumSamples';
import { checkPreprocessing } from './checkPreprocessing';
import { checkStructures, formatLetters, parseLetters } from './checkStructures';
import { checkData, checkWeights, type DataId, type WeightsId } from './dataId';
import {
  ENCODINGS,
  type ExperimentSpec,
  LIFETIMES,
  RATE_COUPLINGS,
  RELU_WORDS,
  SAMPLINGS,
} from './experimentSpec';
import { checkSeed, formatSeed, parseSeed, readSeed } from './seed';
import { checkChoice, checkCount, inField, settingError } from './settingError';

/** Largest number of trials per BER. The paper runs 150 (Fig. 4). */
export const MAX_TRIALS = 100_000;

export type SettingName = keyof ExperimentSpec;

/** Text form of a value. */
interface TextForm<T> {
  readonly format: (value: T) => string;
  /**
   * Parses the text, without the checks of `Setting.check`. Throws an Error that names the value
   * found and the value wanted. `before` is as in `Setting.check`.
   */
  readonly parse: (text: string, before: ExperimentSpec) => T;
}

/** Row of the settings table. Its text form is that of the command line. */
interface Setting<T> extends TextForm<T> {
  /**
   * Key in links, and the text form in links if it differs. Saved links contain both, so they must
   * not change.
   */
  readonly link: { readonly key: string } & Partial<TextForm<T>>;
  /** Type of its value in JSON: its text, a number or a list of names. */
  readonly json: 'text' | 'number' | 'names';
  /**
   * Returns the value in its canonical form. Throws an Error that names the value found and the
   * value wanted. In `before`, the settings above this row are already checked.
   */
  readonly check: (value: T, before: ExperimentSpec) => T;
  /** True for structures whose faults depend on it. All structures if left out. */
  readonly actsOn?: (structure: Structure) => boolean;
  /** True if only networks that a reader opens have it. */
  readonly isOwn?: true;
}

const isTrained = (structure: Structure) => !isDynamic(structure);
const modelOf = ({ model }: ExperimentSpec) => checkModel(model);

/**
 * All settings, in the order of links and files. Each comes after the settings that its check
 * depends on.
 */
export const SETTINGS: { readonly [K in SettingName]: Setting<ExperimentSpec[K]> } = {
  model: { ...name('m'), check: (id) => checkModel(id).id },
  data: { ...name<DataId>('d'), check: (id, before) => checkData(id, modelOf(before)) },
  weights: { ...name<WeightsId>('w'), check: (id, before) => checkWeights(id, modelOf(before)) },
  preprocessing: {
    ...name('pre'),
    isOwn: true,
    check: (text, before) => checkPreprocessing(text, modelOf(before)),
  },
  structures: {
    link: { key: 's', format: formatLetters, parse: parseLetters },
    json: 'names',
    format: (structures) => structures.join(','),
    // `check` validates the names.
    parse: (text) => (text.trim() === '' ? [] : text.split(',').map((word) => word.trim() as Structure)),
    check: (structures, before) => checkStructures(structures, modelOf(before)),
  },
  layers: {
    link: { key: 'l' },
    json: 'names',
    format: (layers) => layers.join(','),
    parse: (text, before) => parseLayers(text, modelOf(before)),
    check: (layers, before) => {
      const model = modelOf(before);
      return checkHasBits(before.structures, checkLayers(layers, model), model);
    },
  },
  format: { ...numberFormat('t', 'format'), actsOn: isTrained },
  activationFormat: { ...numberFormat('ta', 'activationFormat'), actsOn: isDynamic },
  encoding: choice('e', 'encoding', ENCODINGS),
  reluWords: {
    ...choice('relu', 'reluWords', RELU_WORDS, () => t`words after ReLU`),
    actsOn: (structure) => structure === 'activations',
  },
  bitPositions: {
    link: { key: 'bits' },
    json: 'text',
    format: formatBitPositions,
    parse: parseBitPositions,
    check: (bitPositions, before) => checkBitPositions({ ...before, bitPositions }),
  },
  lifetime: { ...choice('life', 'lifetime', LIFETIMES), actsOn: isDynamic },
  bers: {
    link: { key: 'b', parse: parseLinkedBerGrid },
    json: 'text',
    format: formatBerGrid,
    parse: parseBerGrid,
    check: (bers) => inField('bers', () => checkBerGrid(bers)),
  },
  trials: {
    ...count('n', 'trials'),
    check: (trials) => checkCount('trials', t`trials per rate`, trials, MAX_TRIALS),
  },
  numSamples: {
    ...count('i', 'numSamples', () => t`images`),
    check: (numSamples, before) => checkNumSamples(numSamples, before.data, modelOf(before)),
  },
  measure: {
    ...name<Measure>('me'),
    check: (measure, before) => checkMeasure(measure, modelOf(before)),
  },
  seed: {
    link: { key: 'seed', format: formatSeed, parse: (text) => parseSeed(text) },
    json: 'number',
    format: String,
    parse: readSeed,
    check: checkSeed,
  },
  rateCoupling: choice('p', 'rateCoupling', RATE_COUPLINGS, () => 'protocol'),
  sampling: { ...choice('r', 'sampling', SAMPLINGS), actsOn: isTrained },
};

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** Returns the settings that the network of a spec has. */
export function settingsOf(spec: ExperimentSpec): readonly SettingName[] {
  return SETTING_NAMES.filter((setting) => !SETTINGS[setting].isOwn || modelOf(spec).dataKind === 'own');
}

/** True if the faults of some structure of a spec depend on a setting. */
export function actsIn(setting: SettingName, { structures }: Pick<ExperimentSpec, 'structures'>): boolean {
  const { actsOn } = SETTINGS[setting];
  return actsOn === undefined || structures.some(actsOn);
}

/**
 * Parses and checks a setting in its text form. Throws SpecError. `before` is as in
 * `Setting.check`.
 */
export function parseSetting<K extends SettingName>(
  setting: K,
  text: string,
  before: ExperimentSpec,
): ExperimentSpec[K] {
  const { parse, check } = SETTINGS[setting];
  return check(
    inField(setting, () => parse(text, before)),
    before,
  );
}

/** Replaces the fields of `start` in order. `read` gets the object with earlier replacements. */
export function replaceFields<T extends object>(
  start: T,
  read: <K extends keyof T>(field: K, before: T) => T[K],
): T {
  let before = start;
  for (const field of Object.keys(start) as (keyof T)[]) {
    before = { ...before, [field]: read(field, before) };
  }
  return before;
}

/** Returns the row of a setting whose value is a string. */
function name<T extends string>(key: string) {
  // `check` validates the text.
  return { link: { key }, json: 'text', format: String, parse: (text: string) => text as T } as const;
}

function choice<T extends string>(
  key: string,
  setting: SettingName,
  choices: readonly T[],
  noun: () => string = () => setting,
): Setting<T> {
  return { ...name<T>(key), check: (value) => checkChoice(setting, value, choices, noun()) };
}

/** Returns the row of a number format. */
function numberFormat(key: string, setting: 'format' | 'activationFormat'): Setting<NumberFormat> {
  return {
    link: { key, format: linkedFormat },
    json: 'text',
    format: formatText,
    parse: parseNumberFormat,
    check: (format) => checkFormat(setting, format),
  };
}

/** Writes a number format for links: those of fixed-point words without the Q. */
export function linkedFormat(format: NumberFormat): string {
  return formatText(format).replace(/^Q/, '');
}

function count(key: string, setting: SettingName, noun: () => string = () => setting) {
  const parse = (text: string) => {
    if (/^-?\d+$/.test(text.trim())) return Number(text);
    throw settingError(setting, noun(), text, t`a whole number`);
  };
  return { link: { key }, json: 'number', format: String, parse } as const;
}
