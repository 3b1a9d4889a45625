import { MAX_IMAGES } from '../core/assetFiles';
import { CATALOG, REAL_SETS, trainingSetTitle } from '../core/catalog';
import { EMBEDDED_SAMPLES } from '../core/embedded';
import { SpecError } from '../core/errors';
import type { FaultSite, Injection, Lifetime, Protocol, Sampling } from '../core/injection';
import {
  type DataKind,
  type ModelDescription,
  modelMultiplyAdds,
  type Structure,
  type TrainingSet,
} from '../core/model';
import {
  checkQFormat,
  type Encoding,
  formatQFormat,
  parseQFormat,
  type QFormat,
  wordBits,
} from '../core/qformat';
import { sampleNoun } from '../core/sampleNoun';
import { isDynamic, STRUCTURES, siteBuffers } from '../core/siteTensors';
import { type BerGrid, checkBerGrid } from './berGrid';

/**
 * A test set: the embedded one of the model's kind, a real one that is recognised by its digest, or files that the reader
 * brought, named by the first 16 hex digits of the sha-256 over what they hold, decoded: IDX files of digits, or others.
 */
export type DataId = TrainingSet | `idx-${string}` | `file-${string}`;

/** Trained weights: those that ship for a training set, or a file that the reader brought, named like data. */
export type WeightsId = TrainingSet | `file-${string}`;

/** Everything that decides a result: two equal specs give equal error counts. The only editable state. */
export interface ExperimentSpec {
  /** Id in the catalogue. */
  readonly model: string;
  readonly data: DataId;
  /** Which training the weights come from. */
  readonly weights: WeightsId;
  /** What may fault, in the order of `STRUCTURES`, at least one. */
  readonly structures: readonly Structure[];
  /** Layer names in network order, at least one. */
  readonly layers: readonly string[];
  /** Of weights and biases. */
  readonly format: QFormat;
  /** Of activations and hidden state. */
  readonly activationFormat: QFormat;
  readonly encoding: Encoding;
  /** Bit planes that may flip, ascending, 0 the sign; null: all. */
  readonly planes: readonly number[] | null;
  /** Of faults in activations and hidden state. */
  readonly lifetime: Lifetime;
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
export const LIFETIMES = ['permanent', 'transient'] as const satisfies readonly Lifetime[];

/** What the page and the command line start with: the only place of these values. */
export const DEFAULT_SPEC: ExperimentSpec = {
  model: 'lenet-fc',
  data: 'generated',
  weights: 'generated',
  structures: ['weights'],
  layers: ['fc-1', 'fc-2', 'fc-3'],
  format: { integerBits: 2, fractionBits: 6 },
  activationFormat: { integerBits: 5, fractionBits: 3 },
  encoding: 'twosComplement',
  planes: null,
  lifetime: 'permanent',
  bers: { kind: 'span', from: 1e-6, to: 1e-1, perDecade: 4 },
  trials: 30,
  images: 1000,
  seed: 7,
  protocol: 'nested',
  sampling: 'bernoulli',
};

/** Multiply-adds that one trial of a model's first experiment takes at most, about a second of an engine worker. */
const TRIAL_MULTIPLY_ADDS = 2.2e10;
const IMAGE_STEPS = [1000, 500, 200, 100, 50, 20];

/** The experiment that a model starts with; everything that does not hang on the model is kept from `spec`. */
export function specOfModel(id: string, spec: ExperimentSpec): ExperimentSpec {
  const model = checkModel(id);
  const data = model.dataKind === 'photos' ? 'imagenet' : 'generated';
  const affordable = TRIAL_MULTIPLY_ADDS / modelMultiplyAdds(model);
  const layers = model.layers.map(({ name }) => name);
  const format = parseQFormat(model.weightFormat);
  const activationFormat = parseQFormat(model.activationFormat);
  const had = spec.structures.filter((structure) => hasStructure(model, structure));
  const structures = had.length > 0 ? had : DEFAULT_SPEC.structures;
  return {
    ...spec,
    structures,
    planes: fittingPlanes({ structures, format, activationFormat, planes: spec.planes }),
    model: model.id,
    data,
    weights: defaultWeights(data, model),
    ...{ layers, format, activationFormat },
    images: IMAGE_STEPS.find((images) => images <= affordable) ?? 10,
  };
}

/** The weights that belong to a test set when nobody chose others: files are taken for the real set's kind. */
export function defaultWeights(data: DataId, { weights }: ModelDescription): WeightsId {
  const [generated = 'imagenet', real = generated] = weights;
  return data === 'generated' ? generated : real;
}

/** What people call files of each kind of data. */
const FILE_TITLES: Record<DataKind, string> = {
  digits: 'IDX files',
  pictures: 'CIFAR files',
  speech: 'recordings',
  photos: 'photos',
};

/** What people read for a test set: `generated digits`, `MNIST`, `IDX files 3f9a01c2…`. */
export function dataTitle(data: DataId, kind: DataKind): string {
  if (!isBrought(data)) return trainingSetTitle(data, kind);
  return `${FILE_TITLES[kind]} ${data.replace(/^[a-z]+-/, '').slice(0, 8)}…`;
}

/** What people read for weights by what they were trained on: `MNIST`, `weight file 3f9a01c2…`. */
export function weightsTitle(weights: WeightsId, kind: DataKind): string {
  return isBrought(weights) ? `weight file ${weights.slice(5, 13)}…` : trainingSetTitle(weights, kind);
}

/** True for data or weights that only their reader has. */
export function isBrought<Id extends DataId | WeightsId>(id: Id): id is Exclude<Id, TrainingSet> {
  return id.startsWith('idx-') || id.startsWith('file-');
}

/** Returns the catalogue's model of this id; throws SpecError when there is none. */
export function checkModel(id: string): ModelDescription {
  const model = CATALOG.get(id);
  if (model === undefined) throw refused('model', 'model', id, `one of ${[...CATALOG.keys()].join(', ')}`);
  return model;
}

/** Returns `data` as a test set of the model's kind; throws SpecError for any other text. */
export function checkData(data: string, { dataKind }: ModelDescription): DataId {
  const named: string[] = dataKind === 'photos' ? [] : ['generated'];
  named.push(REAL_SETS[dataKind]);
  const prefix = dataKind === 'digits' ? 'idx-' : 'file-';
  const isFile = data.startsWith(prefix) && HEX_16.test(data.slice(prefix.length));
  if (!named.includes(data) && !isFile) {
    throw refused('data', 'data', data, `${named.join(', ')} or ${prefix} with 16 hex digits`);
  }
  return data as DataId;
}

/** Returns `weights` as weights of the model; throws SpecError for any other text. */
export function checkWeights(weights: string, model: ModelDescription): WeightsId {
  const named: readonly string[] = model.weights.length > 0 ? model.weights : ['imagenet'];
  const isFile = weights.startsWith('file-') && HEX_16.test(weights.slice(5));
  if (!named.includes(weights) && !isFile) {
    throw refused('weights', 'weights', weights, `${named.join(', ')} or file- with 16 hex digits`);
  }
  return weights as WeightsId;
}

const HEX_16 = /^[0-9a-f]{16}$/;

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

const STRUCTURE_TITLES: Record<Structure, string> = {
  weights: 'weights',
  biases: 'biases',
  activations: 'activations',
  hiddenState: 'hidden state',
};

/** What people read for structures: `weights`, `weights, biases and hidden state`. */
export function structuresTitle(structures: readonly Structure[]): string {
  const titles = structures.map((structure) => STRUCTURE_TITLES[structure]);
  const last = titles.pop() ?? '';
  return titles.length === 0 ? last : `${titles.join(', ')} and ${last}`;
}

/** Structures with their types and what else narrows them: `Q2.6 weights and Q5.3 activations, bit 0 only, transient faults`. */
export function siteTitle(spec: ExperimentSpec): string {
  const structures = spec.structures.map((structure) => {
    const format = isDynamic(structure) ? spec.activationFormat : spec.format;
    return `${formatQFormat(format)} ${STRUCTURE_TITLES[structure]}`;
  });
  const bits = spec.planes === null ? '' : `, bits ${formatPlanes(spec.planes)} from the sign only`;
  const lifetime = spec.structures.some(isDynamic) ? `, ${spec.lifetime} faults` : '';
  return `${structures.join(' and ')}${bits}${lifetime}`;
}

/** True when faults strike anew for each image: transient ones, in a site with activations or hidden state. */
export function isTransient({ structures, lifetime }: ExperimentSpec): boolean {
  return lifetime === 'transient' && structures.some(isDynamic);
}

/** True when a model stores anything of this structure: a hidden state takes a recurrent cell. */
export function hasStructure(model: ModelDescription, structure: Structure): boolean {
  return structure !== 'hiddenState' || model.buffers.some((buffer) => buffer.structure === structure);
}

/**
 * Returns the structures in their order; throws SpecError for an empty list, an unknown or repeated name, or one that the model
 * has nowhere.
 */
export function checkStructures(
  structures: readonly string[],
  model: ModelDescription,
): readonly Structure[] {
  if (structures.length === 0)
    throw new SpecError(
      'structures',
      `Cannot use an empty list of structures: expected some of ${STRUCTURES.join(', ')}`,
    );
  for (const [index, name] of structures.entries()) {
    const structure = checkChoice('structures', name, STRUCTURES);
    if (structures.indexOf(name) !== index)
      throw refused('structures', 'structure', name, 'each structure once');
    if (!hasStructure(model, structure)) {
      throw new SpecError(
        'structures',
        `${model.title} has no hidden state: expected weights, biases or activations; a GRU has one`,
      );
    }
  }
  return STRUCTURES.filter((structure) => structures.includes(structure));
}

/** Reads `weights,activations`; returns the structures in their order, or throws as `checkStructures` does. */
export function parseStructures(text: string, model: ModelDescription): readonly Structure[] {
  return checkStructures(text.trim() === '' ? [] : text.split(',').map((name) => name.trim()), model);
}

type WordSite = Pick<FaultSite, 'structures' | 'format' | 'activationFormat'>;
type PlaneSite = WordSite & Pick<FaultSite, 'planes'>;

/** Bits of the narrowest word among a site's structures: the bit positions that all of them have. */
export function narrowestWord({ structures, format, activationFormat }: WordSite): number {
  const widths = structures.map((structure) => wordBits(isDynamic(structure) ? activationFormat : format));
  return Math.min(...widths);
}

/** The chosen bit positions that all words of a site have; null, which is all, when none of them is left. */
function fittingPlanes({ planes, ...site }: PlaneSite): readonly number[] | null {
  const narrowest = narrowestWord(site);
  const fitting = planes?.filter((plane) => plane < narrowest) ?? [];
  return fitting.length > 0 ? fitting : null;
}

/** A change of what faults, or of its types, that gives up the chosen bit positions which a narrower word no longer has. */
export function changeSite(
  spec: ExperimentSpec,
  change: Partial<WordSite>,
): Partial<WordSite & Pick<ExperimentSpec, 'planes'>> {
  const planes = fittingPlanes({ ...spec, ...change });
  return planes?.length === spec.planes?.length ? change : { ...change, planes };
}

/**
 * Returns the planes of a site ascending, null when all planes may flip; throws SpecError for an empty list and for a plane that
 * is no whole number, named twice, or beyond the narrowest word.
 */
export function checkPlanes({ planes, ...site }: PlaneSite): readonly number[] | null {
  if (planes === null) return null;
  const narrowest = narrowestWord(site);
  const wanted = `a bit position from 0, the sign, to ${narrowest - 1}, the last of ${narrowest} bits`;
  if (planes.length === 0)
    throw new SpecError('planes', `Cannot use an empty list of bit positions: expected ${wanted}`);
  for (const [index, plane] of planes.entries()) {
    if (!Number.isInteger(plane) || plane < 0 || plane >= narrowest)
      throw refused('planes', 'bit position', plane, wanted);
    if (planes.indexOf(plane) !== index) throw refused('planes', 'bit position', plane, 'each position once');
  }
  return planes.toSorted((a, b) => a - b);
}

/** Reads `all`, or bit positions such as `0,1`; unchecked but for being whole numbers. Throws SpecError otherwise. */
export function parsePlanes(text: string): readonly number[] | null {
  if (text.trim() === 'all') return null;
  return text.split(',').map((part) => {
    if (/^\d{1,2}$/.test(part.trim())) return Number(part);
    throw refused('planes', 'bit position', part, 'all, or whole numbers from 0, the sign');
  });
}

/** Returns `trials`, an integer from 1 to MAX_TRIALS; throws SpecError otherwise. */
export function checkTrials(trials: number): number {
  return checkCount('trials', 'fault patterns per rate', trials, MAX_TRIALS);
}

/**
 * Returns `images`, an integer from 1 to the size of the set; throws SpecError otherwise. `data` is null for a folder not
 * yet read. The size of files that the reader brings is known once they are read: pass it as `available`.
 */
export function checkImages(
  images: number,
  data: DataId | null,
  { dataKind }: ModelDescription,
  available?: number,
): number {
  const nouns = `${sampleNoun(dataKind)}s`;
  const noun = data === null ? nouns : `${nouns} of ${dataTitle(data, dataKind)}`;
  return checkCount('images', noun, images, available ?? mostImages(data, dataKind));
}

/** Samples of a test set, or the most that a set may have where only its reader knows; null is a folder not yet read. */
export function mostImages(data: DataId | null, kind: DataKind): number {
  if (data === 'generated') return EMBEDDED_SAMPLES[kind];
  return data === null || isBrought(data)
    ? MAX_IMAGES
    : REAL_TEST_SIZES[data as keyof typeof REAL_TEST_SIZES];
}

/** Samples of the real test sets; of photographs there are as many as the reader has. */
const REAL_TEST_SIZES = { mnist: 10_000, cifar10: 10_000, fsdd: 300, imagenet: MAX_IMAGES };

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

/** Returns `layers` when they store anything of the structures; throws SpecError when only a hidden state is asked for and they have none. */
export function checkHasBits(
  structures: readonly Structure[],
  layers: readonly string[],
  model: ModelDescription,
): readonly string[] {
  const isHidden = structures.every((structure) => structure === 'hiddenState');
  if (!isHidden || siteBuffers(model, { structures, layers }).length > 0) return layers;
  const cells = model.layers.filter(({ kind }) => kind === 'gru').map(({ name }) => name);
  throw new SpecError(
    'layers',
    `Layers ${layers.join(', ')} have no hidden state: expected ${cells.join(', ')}`,
  );
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
  const { structures, layers, format, activationFormat, encoding, planes, lifetime } = spec;
  return { structures, layers, format, activationFormat, encoding, planes, lifetime };
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
    formatPlanes(spec.planes),
    spec.images,
    spec.seed,
    spec.protocol,
    // What an inference writes flips bit by bit under either rule.
    isTrained ? spec.sampling : 'bernoulli',
  ].join(' ');
}

/** The text that `parsePlanes` reads back: `all`, `0,1`. */
export function formatPlanes(planes: ExperimentSpec['planes']): string {
  return planes?.join(',') ?? 'all';
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
