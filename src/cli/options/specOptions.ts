import { existsSync } from 'node:fs';
import { DEVICE_PREFERENCES, type DevicePreference } from '../../core/device';
import { SpecError } from '../../core/errors';
import type { NetworkFiles } from '../../core/files/assetFiles';
import { checkModel, REAL_SETS } from '../../core/network/catalog';
import type { ModelDescription } from '../../core/network/model';
import { STRUCTURES } from '../../core/site/siteTensors';
import { describeLinkProblems, parseLink } from '../../experiment/link/link';
import type { LinkProof } from '../../experiment/link/linkProof';
import { DEFAULT_VIEW, type View } from '../../experiment/link/view';
import { checkBlocks, fittingBlocks, layerGroups } from '../../experiment/network/layerGroups';
import { checkBitPositions } from '../../experiment/settings/checkBitPositions';
import { checkHasBits, parseLayers } from '../../experiment/settings/checkLayers';
import { checkNumSamples } from '../../experiment/settings/checkNumSamples';
import { hasStructure } from '../../experiment/settings/checkStructures';
import { defaultWeights } from '../../experiment/settings/dataId';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { checkChoice } from '../../experiment/settings/settingError';
import { SETTING_OPTIONS } from '../../experiment/settings/settingOptions';
import {
  actsIn,
  parseSetting,
  replaceFields,
  SETTING_NAMES,
  SETTINGS,
} from '../../experiment/settings/settingsTable';
import { structuresTitle } from '../../experiment/settings/siteTitle';
import { specOfModel } from '../../experiment/settings/specOfModel';

type OptionName = (typeof SETTING_OPTIONS)[keyof typeof SETTING_OPTIONS];

/** Options of every command that runs an experiment. */
export const SPEC_OPTIONS = Object.fromEntries(
  Object.values(SETTING_OPTIONS).map((option) => [option, { type: 'string' }]),
) as { readonly [Name in OptionName]: { readonly type: 'string' } };

export type SpecOptions = { readonly [Name in OptionName]?: string };

/** Experiment as the options name it. Its data may be a folder that has not been read yet. */
export interface RequestedExperiment {
  readonly spec: ExperimentSpec;
  /** Folder of files; null: the embedded set. */
  readonly dataFolder: string | null;
  /** File of labels for the samples of the folder. Left out: those that lie with them. */
  readonly labelsFile?: string;
  /** Weight file of the caller, not read yet. Left out if the weights ship with the explorer. */
  readonly weightsFile?: string;
  /** Network of the caller. Left out for one of the catalogue. */
  readonly network?: NetworkFiles;
  /** Nobody chose a preprocessing: the best of the usual ones is taken. */
  readonly proposesSteps?: boolean;
  /** Nobody chose a measure of errors: samples without labels get theirs. */
  readonly takesMeasure?: boolean;
  readonly device: DevicePreference;
  /** Nobody chose the number of images: of a smaller set all are taken. */
  readonly takesFewerImages?: boolean;
}

/** A requested experiment, and what its link looks at and holds. */
export interface LinkedExperiment extends RequestedExperiment {
  readonly view: View;
  readonly proof: LinkProof;
}

/**
 * Joins the link, if there is one, and the options. Settings of the link that cannot be used are
 * passed to `warn` and the rest applies. Throws SpecError for an option that cannot be used.
 */
export function readExperiment(options: SpecOptions, warn: (sentence: string) => void): LinkedExperiment {
  const linked = options.link === undefined ? null : parseLink(options.link);
  if (linked?.kind === 'refused') throw new SpecError('link', linked.problems[0]!.reason);
  if (linked?.kind === 'none') throw new SpecError('link', noSettings(options.link!));
  const problems = linked === null ? null : describeLinkProblems(linked, Number.POSITIVE_INFINITY);
  if (problems !== null) warn(problems);
  const linkedSpec = linked?.spec ?? DEFAULT_SPEC;
  const model = checkModel(options.model ?? linkedSpec.model);
  const base = model.id === linkedSpec.model ? linkedSpec : specOfModel(model.id, linkedSpec);

  const dataFolder = options.data === undefined || options.data === 'generated' ? null : options.data;
  if (options.labels !== undefined) checkTakesLabels(dataFolder, model);
  const data = options.data === 'generated' ? 'generated' : base.data;
  const isFile = options.weights !== undefined && isPath(options.weights);
  const weights =
    options.weights === undefined || isFile
      ? weightsFor(options.data, base)
      : checkShipped(options.weights, model);
  // How many samples a folder has is known once it is read.
  const ofFolder = dataFolder !== null &&
    options.images !== undefined && {
      numSamples: checkNumSamples(SETTINGS.numSamples.parse(options.images, base), null, model),
    };
  const linkedView = linked?.view ?? DEFAULT_VIEW;
  const blocks =
    options.blocks === undefined
      ? fittingBlocks(linkedView.blocks, model)
      : checkBlocks(options.blocks, model);
  const ofBlocks = options.layers !== undefined && {
    layers: parseLayers(options.layers, model, layerGroups(model, blocks)),
  };
  const own: Partial<ExperimentSpec> = { data, weights, ...ofFolder, ...ofBlocks };
  const spec = replaceFields(base, (name, before) => {
    const text = options[SETTING_OPTIONS[name]];
    return own[name] ?? (text === undefined ? base[name] : parseSetting(name, text, before));
  });
  const view = { ...linkedView, blocks };
  const device =
    options.device === undefined ? view.device : checkChoice('device', options.device, DEVICE_PREFERENCES);
  const labelsFile = options.labels === undefined ? {} : { labelsFile: options.labels };
  const weightsFile = isFile ? { weightsFile: options.weights! } : {};
  checkHasBits(spec.structures, spec.layers, model);
  checkBitPositions(spec);
  for (const sentence of ineffectiveOptions(options, spec, model)) warn(sentence);
  const takesFewerImages = options.images === undefined && linked === null;
  const proof = linked?.proof ?? {};
  const proposesSteps = options.preprocess === undefined && linked === null;
  const takesMeasure = options.measure === undefined;
  const defaults = { takesFewerImages, proposesSteps, takesMeasure };
  return { spec, dataFolder, ...labelsFile, ...weightsFile, device, ...defaults, view, proof };
}

/** Throws SpecError if `--labels` has no samples to belong to. */
function checkTakesLabels(dataFolder: string | null, { title, dataKind }: ModelDescription): void {
  if (dataKind !== 'own') {
    throw new SpecError(
      'labels',
      `Cannot use --labels with ${title}, whose samples have their labels: expected a network in a file of your own`,
    );
  }
  if (dataFolder === null)
    throw new SpecError('labels', 'Cannot use --labels without samples: expected --data');
}

/** Returns a sentence for each option without effect on the faulty structures. */
function ineffectiveOptions(
  options: SpecOptions,
  spec: ExperimentSpec,
  model: ModelDescription,
): readonly string[] {
  const { structures: faulty, layers } = spec;
  const sentences = SETTING_NAMES.flatMap((name) => {
    const option = SETTING_OPTIONS[name];
    if (options[option] === undefined || actsIn(name, spec)) return [];
    const acting = STRUCTURES.filter(
      (structure) => actsIn(name, { structures: [structure] }) && hasStructure(model, structure),
    );
    return `--${option} changes nothing with faults in ${structuresTitle(faulty)} only: it acts with --structures ${acting.join(' or ')}`;
  });
  if (options['relu-words'] === undefined || !faulty.includes('activations')) return sentences;
  const rectified = model.buffers.filter((buffer) => buffer.rectified).map(({ layer }) => layer);
  if (layers.some((layer) => rectified.includes(layer))) return sentences;
  const sentence = `--relu-words changes nothing: no activation of ${layers.join(', ')} comes out of a ReLU, in ${model.title} those of ${[...new Set(rectified)].join(', ')} do`;
  return [...sentences, sentence];
}

function checkShipped(weights: string, model: ModelDescription): ExperimentSpec['weights'] {
  const shipped = model.weights.find((set) => set === weights);
  if (shipped !== undefined) return shipped;
  const wanted = [...model.weights, 'a weight file or folder that is there'].join(' or ');
  throw new SpecError('weights', `Cannot use weights ${JSON.stringify(weights)}: expected ${wanted}`);
}

/**
 * Returns true for a path, or several with commas between them: a name with a character that no set
 * has, or the name of an existing file or folder that is not the name of a set.
 */
function isPath(weights: string): boolean {
  const sets: readonly string[] = ['generated', ...Object.values(REAL_SETS)];
  return /[./\\,]/.test(weights) || (!sets.includes(weights) && existsSync(weights));
}

/** Describes a link without settings. On the page such a link opens the default experiment. */
function noSettings(link: string): string {
  return `Link ${JSON.stringify(link.slice(0, 60))} has no settings: expected #/x?v=1& and settings`;
}

/** Returns the weights of the data if the option changes their kind, else those of the link. */
function weightsFor(data: string | undefined, base: ExperimentSpec): ExperimentSpec['weights'] {
  const isGenerated = data === 'generated';
  if (data === undefined || isGenerated === (base.data === 'generated')) return base.weights;
  const model = checkModel(base.model);
  const { dataKind } = model;
  return defaultWeights(isGenerated || dataKind === 'own' ? 'generated' : REAL_SETS[dataKind], model);
}
