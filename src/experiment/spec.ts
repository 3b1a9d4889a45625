import { MAX_IMAGES } from '../core/assetFiles';
import { CATALOG, TRAINING_SET_TITLES, TRAINING_SETS, type TrainingSet } from '../core/catalog';
import { EMBEDDED_IMAGES } from '../core/embedded';
import { SpecError } from '../core/errors';
import type { FaultSite, Injection, Protocol, Sampling } from '../core/injection';
import type { ModelDescription, Structure } from '../core/model';
import { checkQFormat, type Encoding, formatQFormat, type QFormat } from '../core/qformat';
import { type BerGrid, checkBerGrid } from './berGrid';

/**
 * Test images: the embedded digits, MNIST's test set (recognised by its digest), or other IDX files, named by the first
 * 16 hex digits of the sha-256 over the decoded image and label bytes.
 */
export type DataId = 'generated' | 'mnist' | `idx-${string}`;

/** Everything that decides a result: two equal specs give equal error counts. The only editable state. */
export interface ExperimentSpec {
  /** Id in the catalogue. */
  readonly model: string;
  readonly data: DataId;
  /** Which training the weights come from. */
  readonly weights: TrainingSet;
  readonly structure: Structure;
  /** Layer names in network order, at least one. */
  readonly layers: readonly string[];
  readonly format: QFormat;
  readonly encoding: Encoding;
  readonly bers: BerGrid;
  /** Fault patterns per rate, from 1. */
  readonly trials: number;
  /** Test images counted, from 1 to the size of the set. */
  readonly images: number;
  /** u32. */
  readonly seed: number;
  readonly protocol: Protocol;
  readonly sampling: Sampling;
}

/** Most fault patterns per rate. The paper runs 150 (Fig. 4). */
export const MAX_TRIALS = 100_000;
/** Most test images, whatever the set; each set has its own, smaller bound, which `checkImages` knows. */
export { MAX_IMAGES };

export const ENCODINGS = ['twosComplement', 'signMagnitude'] as const satisfies readonly Encoding[];
export const PROTOCOLS = ['nested', 'independent'] as const satisfies readonly Protocol[];
export const SAMPLINGS = ['bernoulli', 'count'] as const satisfies readonly Sampling[];
export const STRUCTURES = ['weights'] as const satisfies readonly Structure[];

/** What the page and the command line start with: the only place of these values. */
export const DEFAULT_SPEC: ExperimentSpec = {
  model: 'lenet-fc',
  data: 'generated',
  weights: 'generated',
  structure: 'weights',
  layers: ['fc-1', 'fc-2', 'fc-3'],
  format: { integerBits: 2, fractionBits: 6 },
  encoding: 'twosComplement',
  bers: { kind: 'span', from: 1e-6, to: 1e-1, perDecade: 4 },
  trials: 30,
  images: 1000,
  seed: 7,
  protocol: 'nested',
  sampling: 'bernoulli',
};

/** The weights that belong to a set of images when nobody chose others: IDX files are taken for MNIST's kind. */
export function defaultWeights(data: DataId): TrainingSet {
  return data === 'generated' ? 'generated' : 'mnist';
}

/** What people read for a set of images: `generated digits`, `MNIST`, `IDX files 3f9a01c2…`. */
export function dataTitle(data: DataId): string {
  return data === 'generated' || data === 'mnist'
    ? TRAINING_SET_TITLES[data]
    : `IDX files ${data.slice(4, 12)}…`;
}

/** Returns the catalogue's model of this id; throws SpecError when there is none. */
export function checkModel(id: string): ModelDescription {
  const model = CATALOG.get(id);
  if (model === undefined) throw refused('model', 'model', id, `one of ${[...CATALOG.keys()].join(', ')}`);
  return model;
}

/** Returns `data` as a DataId; throws SpecError for any other text. */
export function checkData(data: string): DataId {
  if (data !== 'generated' && data !== 'mnist' && !/^idx-[0-9a-f]{16}$/.test(data)) {
    throw refused('data', 'data', data, 'generated, mnist or idx- with 16 hex digits');
  }
  return data as DataId;
}

/** Returns the layers in network order; throws SpecError for an empty list, an unknown or a repeated name. */
function checkLayers(layers: readonly string[], model: ModelDescription): readonly string[] {
  const known = model.layers.map((layer) => layer.name);
  if (layers.length === 0) {
    throw new SpecError('layers', `Cannot use an empty list of layers: expected some of ${known.join(', ')}`);
  }
  for (const [index, name] of layers.entries()) {
    if (!known.includes(name)) throw refused('layers', 'layer', name, `some of ${known.join(', ')}`);
    if (layers.indexOf(name) !== index) throw refused('layers', 'layer', name, 'each layer once');
  }
  return known.filter((name) => layers.includes(name));
}

/** Reads `fc-1,fc-3` or `all`; returns the layers in network order, or throws as `checkLayers` does. */
export function parseLayers(text: string, model: ModelDescription): readonly string[] {
  if (text.trim() === 'all') return model.layers.map((layer) => layer.name);
  const names = text.split(',').map((name) => name.trim());
  return checkLayers(text.trim() === '' ? [] : names, model);
}

/** Returns `trials`, an integer from 1 to MAX_TRIALS; throws SpecError otherwise. */
export function checkTrials(trials: number): number {
  return checkCount('trials', 'fault patterns per rate', trials, MAX_TRIALS);
}

/**
 * Returns `images`, an integer from 1 to the size of the set; throws SpecError otherwise. `data` is null for a folder not
 * yet read. The size of files that the reader brings is known once they are read: pass it as `available`.
 */
export function checkImages(images: number, data: DataId | null, available?: number): number {
  // MNIST's test set is as large as the embedded one.
  const known = data === 'generated' || data === 'mnist' ? EMBEDDED_IMAGES : MAX_IMAGES;
  const noun = data === null ? 'images' : `images of ${dataTitle(data)}`;
  return checkCount('images', noun, images, available ?? known);
}

/** Returns `seed`, an unsigned 32-bit integer; throws SpecError otherwise. */
export function checkSeed(seed: number): number {
  if (seed >>> 0 !== seed || Object.is(seed, -0)) {
    throw refused('seed', 'seed', seed, 'an integer from 0 to 4294967295');
  }
  return seed;
}

/** Returns `value` when it is one of `choices`; throws SpecError naming them otherwise. */
export function checkChoice<T extends string>(field: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw refused(field, field, value, choices.join(' or '));
  return found;
}

/**
 * Returns the spec with its layers in network order and its list of rates ascending, each once.
 * Throws SpecError for the first setting that cannot be used; the size of a set that the reader brings is not known here.
 */
export function checkSpec(spec: ExperimentSpec): ExperimentSpec {
  const model = checkModel(spec.model);
  return {
    model: model.id,
    data: checkData(spec.data),
    weights: checkChoice('weights', spec.weights, TRAINING_SETS),
    structure: checkChoice('structure', spec.structure, STRUCTURES),
    layers: checkLayers(spec.layers, model),
    format: inField('format', () => checkQFormat(spec.format)),
    encoding: checkChoice('encoding', spec.encoding, ENCODINGS),
    bers: inField('bers', () => checkBerGrid(spec.bers)),
    trials: checkTrials(spec.trials),
    images: checkImages(spec.images, spec.data),
    seed: checkSeed(spec.seed),
    protocol: checkChoice('protocol', spec.protocol, PROTOCOLS),
    sampling: checkChoice('sampling', spec.sampling, SAMPLINGS),
  };
}

/** Runs a parser of core and turns what it throws into a SpecError of `field`, message and cause kept. */
export function inField<T>(field: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof SpecError) throw error;
    throw new SpecError(field, error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** The site of a spec: the stored words that may fault. */
export function siteOf(spec: ExperimentSpec): FaultSite {
  const { structure, layers, format, encoding } = spec;
  return { structure, layers, format, encoding };
}

/** The record that goes down to the engine for one trial at one rate. */
export function toInjection(spec: ExperimentSpec, ber: number, trial: number): Injection {
  const { sampling, protocol, seed, images } = spec;
  return { site: siteOf(spec), sampling, protocol, seed, ber, trial, numImages: images };
}

/**
 * Canonical text of all that decides one trial's result at a given (ber, trial). Grid and number of trials are left out,
 * so results survive a change of either: equal keys mean that results may be joined.
 */
export function experimentKey(spec: ExperimentSpec): string {
  const layers = checkLayers(spec.layers, checkModel(spec.model));
  return [
    spec.model,
    spec.data,
    spec.weights,
    spec.structure,
    layers.join(','),
    formatQFormat(spec.format),
    spec.encoding,
    spec.images,
    spec.seed,
    spec.protocol,
    spec.sampling,
  ].join(' ');
}

function checkCount(field: string, noun: string, count: number, max: number): number {
  if (!Number.isInteger(count) || count < 1 || count > max) {
    throw new SpecError(
      field,
      `Cannot use ${count} ${noun}: expected a whole number from 1 to ${max.toLocaleString('en')}`,
    );
  }
  return count;
}

function refused(field: string, noun: string, found: unknown, wanted: string): SpecError {
  const shown = typeof found === 'string' ? JSON.stringify(found.slice(0, 40)) : String(found);
  return new SpecError(field, `Cannot use ${noun} ${shown}: expected ${wanted}`);
}
