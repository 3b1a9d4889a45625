import { existsSync } from 'node:fs';
import { DEVICE_PREFERENCES, type DevicePreference } from '../../core/device';
import { SpecError } from '../../core/errors';
import { checkModel, REAL_SETS } from '../../core/network/catalog';
import type { ModelDescription, Structure } from '../../core/network/model';
import { isDynamic, STRUCTURES } from '../../core/site/siteTensors';
import { parseQFormat, type QFormat } from '../../core/words/qformat';
import { describeLinkProblems, parseLink } from '../../experiment/link/link';
import { DEFAULT_VIEW, type View } from '../../experiment/link/view';
import { checkImages } from '../../experiment/settings/checkImages';
import { checkHasBits, parseLayers } from '../../experiment/settings/checkLayers';
import { checkPlanes, parsePlanes } from '../../experiment/settings/checkPlanes';
import { checkSeed, checkTrials } from '../../experiment/settings/checkSpec';
import { hasStructure, parseStructures } from '../../experiment/settings/checkStructures';
import { defaultWeights } from '../../experiment/settings/dataId';
import {
  DEFAULT_SPEC,
  ENCODINGS,
  type ExperimentSpec,
  LIFETIMES,
  PROTOCOLS,
  RELU_WORDS,
  SAMPLINGS,
} from '../../experiment/settings/experimentSpec';
import { checkChoice, inField } from '../../experiment/settings/settingError';
import { structuresTitle } from '../../experiment/settings/siteTitle';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { parseBerGrid } from '../../experiment/sweep/berGrid';
import { numberOf } from './numbers';

/** Options of every command that runs an experiment. */
export const SPEC_OPTIONS = {
  link: { type: 'string' },
  model: { type: 'string' },
  data: { type: 'string' },
  weights: { type: 'string' },
  structures: { type: 'string' },
  layers: { type: 'string' },
  format: { type: 'string' },
  'activation-format': { type: 'string' },
  encoding: { type: 'string' },
  'relu-words': { type: 'string' },
  bits: { type: 'string' },
  lifetime: { type: 'string' },
  ber: { type: 'string' },
  trials: { type: 'string' },
  images: { type: 'string' },
  seed: { type: 'string' },
  protocol: { type: 'string' },
  sampling: { type: 'string' },
  device: { type: 'string' },
} as const;

export type SpecOptions = { readonly [Name in keyof typeof SPEC_OPTIONS]?: string };

/** An experiment as the options name it. Its data may still be a folder that must be read to be named. */
export interface RequestedExperiment {
  readonly spec: ExperimentSpec;
  /** Folder of files; null: the embedded set. */
  readonly dataFolder: string | null;
  /** A weight file of the caller's, which must be read to be named; left out: the spec's weights ship with the explorer. */
  readonly weightsFile?: string;
  readonly device: DevicePreference;
  /** Nobody chose the number of images: of a smaller set all are taken. */
  readonly takesFewerImages?: boolean;
}

/** A requested experiment and what its link looks at. */
interface LinkedExperiment extends RequestedExperiment {
  readonly view: View;
}

/**
 * Joins the link, if there is one, and the options. Settings of the link that cannot be used are told to `warn` and the
 * rest applies. Throws SpecError for an option that cannot be used.
 */
export function readExperiment(options: SpecOptions, warn: (sentence: string) => void): LinkedExperiment {
  const linked = options.link === undefined ? null : parseLink(options.link);
  if (linked?.kind === 'refused') throw new SpecError('link', linked.problems[0]!.reason);
  if (linked?.kind === 'none') throw new SpecError('link', noSettings(options.link!));
  const problems = linked === null ? null : describeLinkProblems(linked);
  if (problems !== null) warn(problems);
  const linkedSpec = linked?.spec ?? DEFAULT_SPEC;
  const model = checkModel(options.model ?? linkedSpec.model);
  const base = model.id === linkedSpec.model ? linkedSpec : specOfModel(model.id, linkedSpec);

  const dataFolder = options.data === undefined || options.data === 'generated' ? null : options.data;
  const data = options.data === 'generated' ? 'generated' : base.data;
  const isFile = options.weights !== undefined && isPath(options.weights);
  const weights =
    options.weights === undefined || isFile
      ? weightsFor(options.data, base)
      : checkShipped(options.weights, model);
  const chosen = <T extends string>(
    field: string,
    value: string | undefined,
    choices: readonly T[],
    other: T,
  ) => (value === undefined ? other : checkChoice(field, value, choices));
  const spec: ExperimentSpec = {
    model: model.id,
    data,
    weights,
    structures:
      options.structures === undefined ? base.structures : parseStructures(options.structures, model),
    layers: options.layers === undefined ? base.layers : parseLayers(options.layers, model),
    format: formatOf('format', options.format, base.format),
    activationFormat: formatOf('activation-format', options['activation-format'], base.activationFormat),
    encoding: chosen('encoding', options.encoding, ENCODINGS, base.encoding),
    reluWords: chosen('relu-words', options['relu-words'], RELU_WORDS, base.reluWords),
    planes: options.bits === undefined ? base.planes : parsePlanes(options.bits),
    lifetime: chosen('lifetime', options.lifetime, LIFETIMES, base.lifetime),
    bers: options.ber === undefined ? base.bers : inField('ber', () => parseBerGrid(options.ber!)),
    trials: options.trials === undefined ? base.trials : checkTrials(numberOf('trials', options.trials)),
    images:
      options.images === undefined
        ? base.images
        : checkImages(numberOf('images', options.images), dataFolder === null ? data : null, model),
    seed: options.seed === undefined ? base.seed : readSeed(options.seed),
    protocol: chosen('protocol', options.protocol, PROTOCOLS, base.protocol),
    sampling: chosen('sampling', options.sampling, SAMPLINGS, base.sampling),
  };
  const view = linked?.view ?? DEFAULT_VIEW;
  const device = chosen('device', options.device, DEVICE_PREFERENCES, view.device);
  const weightsFile = isFile ? { weightsFile: options.weights! } : {};
  checkHasBits(spec.structures, spec.layers, model);
  checkPlanes(spec);
  for (const sentence of ineffectiveOptions(options, spec, model)) warn(sentence);
  const takesFewerImages = options.images === undefined && linked === null;
  return { spec, dataFolder, ...weightsFile, device, takesFewerImages, view };
}

/** A sentence for each option that nothing feels of what faults, with what would make it act. */
function ineffectiveOptions(
  options: SpecOptions,
  { structures: faulty, layers }: ExperimentSpec,
  model: ModelDescription,
): readonly string[] {
  const ofWritten = { names: ['activation-format', 'lifetime'], feels: isDynamic } as const;
  const ofTrained = {
    names: ['format', 'sampling'],
    feels: (structure: Structure) => !isDynamic(structure),
  } as const;
  const ofActivations = {
    names: ['relu-words'],
    feels: (structure: Structure) => structure === 'activations',
  } as const;
  const unfelt = [ofWritten, ofActivations, ofTrained].flatMap(({ names, feels }) => {
    if (faulty.some(feels)) return [];
    const acting = STRUCTURES.filter((structure) => feels(structure) && hasStructure(model, structure));
    return names
      .filter((name) => options[name] !== undefined)
      .map(
        (name) =>
          `--${name} changes nothing while only ${structuresTitle(faulty)} fault: it acts with --structures ${acting.join(' or ')}`,
      );
  });
  if (options['relu-words'] === undefined || !faulty.includes('activations')) return unfelt;
  const rectified = model.buffers.filter((buffer) => buffer.rectified).map(({ layer }) => layer);
  if (layers.some((layer) => rectified.includes(layer))) return unfelt;
  const sentence = `--relu-words changes nothing: no activation of ${layers.join(', ')} comes out of a ReLU, in ${model.title} those of ${[...new Set(rectified)].join(', ')} do`;
  return [...unfelt, sentence];
}

function formatOf(field: string, text: string | undefined, other: QFormat): QFormat {
  return text === undefined ? other : inField(field, () => parseQFormat(text));
}

function checkShipped(weights: string, model: ModelDescription): ExperimentSpec['weights'] {
  const shipped = model.weights.find((set) => set === weights);
  if (shipped !== undefined) return shipped;
  const wanted = [...model.weights, 'a weight file or folder that is there'].join(' or ');
  throw new SpecError('weights', `Cannot use weights ${JSON.stringify(weights)}: expected ${wanted}`);
}

/** A path, or several with commas between: a name with a sign that no set has, or of what is there and no set is called. */
function isPath(weights: string): boolean {
  const sets: readonly string[] = ['generated', ...Object.values(REAL_SETS)];
  return /[./\\,]/.test(weights) || (!sets.includes(weights) && existsSync(weights));
}

/** On the page an address without settings opens the default experiment; an option has been given for its settings. */
function noSettings(link: string): string {
  return `Link ${JSON.stringify(link.slice(0, 60))} has no settings: expected #/x?v=1& and settings`;
}

/** Weights follow the data where the option brings another kind; elsewhere the link's own choice stands. */
function weightsFor(data: string | undefined, base: ExperimentSpec): ExperimentSpec['weights'] {
  const isGenerated = data === 'generated';
  if (data === undefined || isGenerated === (base.data === 'generated')) return base.weights;
  const model = checkModel(base.model);
  return defaultWeights(isGenerated ? 'generated' : REAL_SETS[model.dataKind], model);
}

/** A seed in decimal, or in the hex digits that page and links write, with 0x before them. */
function readSeed(text: string): number {
  const hex = /^0x([0-9a-fA-F]{1,8})$/.exec(text.trim());
  return checkSeed(hex === null ? numberOf('seed', text) : Number.parseInt(hex[1]!, 16));
}
