import { CATALOG, checkModel, REAL_SETS } from '../core/catalog';
import { DEVICE_PREFERENCES, type DevicePreference } from '../core/device';
import { parseQFormat, type QFormat } from '../core/qformat';
import { parseBerGrid } from '../experiment/berGrid';
import { describeLinkProblems, parseLink } from '../experiment/link';
import { checkImages } from '../experiment/spec/checkImages';
import { checkHasBits, parseLayers } from '../experiment/spec/checkLayers';
import { checkPlanes, parsePlanes } from '../experiment/spec/checkPlanes';
import { checkSeed, checkTrials } from '../experiment/spec/checkSpec';
import { parseStructures } from '../experiment/spec/checkStructures';
import { checkWeights, defaultWeights } from '../experiment/spec/dataId';
import {
  DEFAULT_SPEC,
  ENCODINGS,
  type ExperimentSpec,
  LIFETIMES,
  PROTOCOLS,
  SAMPLINGS,
} from '../experiment/spec/experimentSpec';
import { checkChoice, inField } from '../experiment/spec/settingError';
import { specOfModel } from '../experiment/spec/specOfModel';
import { DEFAULT_VIEW, type View } from '../experiment/view';
import { numberOf } from './numbers';

/** Options of every command that runs an experiment, for `parseArgs`. */
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

/** Help text of those options. */
export const SPEC_USAGE = `Experiment (defaults in brackets; each option overrides the link):
  --link <link>         a link from the page or from a result, quoted
  --model <id>          network: ${[...CATALOG.keys()].join(', ')} [lenet-fc]
  --data <set>          "generated", or a folder: MNIST's IDX files, CIFAR-10's binary files, spoken digits as wav,
                        photos with a label list [generated]
  --weights <set>       training the weights come from: generated, mnist, cifar10, fsdd [as the data]; or a weight file:
                        .h5 or .keras of Keras, model.json of tfjs
  --structures <names>  what faults: some of weights,biases,activations,hiddenState [weights]
  --layers <names>      all, or names such as fc-1,fc-3 [all]
  --format <Qm.n>       fixed-point type, sign counted in m [the paper's for the model: Q2.6 for lenet-fc]
  --activation-format <Qm.n>  type of activations and hidden state [the paper's for the model: Q5.3 for lenet-fc]
  --encoding <name>     twosComplement or signMagnitude [twosComplement]
  --bits <positions>    bit positions that may flip: all, or such as 0 (the sign) or 0,1 [all]
  --lifetime <name>     permanent (the same bits for every image) or transient, of activations and hidden state [permanent]
  --ber <grid>          from:to:per-decade (1, 2, 4 or 8), or a list such as 1e-5,3e-4 [1e-6:1e-1:4]
  --trials <n>          fault patterns per rate [30]
  --images <n>          test images counted, from the first on [1000; fewer for slow models]
  --seed <n>            0 to 4294967295, or in hex as the page shows it: 0x7f3a9c01 [7]
  --protocol <name>     nested or independent [nested]
  --sampling <name>     bernoulli or count [bernoulli]
  --device <name>       auto, webgpu, wasm or cpu [auto: a hardware GPU if Dawn finds one, else WASM]`;

/** An experiment as the options name it. Its data may still be a folder that must be read to be named. */
export interface RequestedExperiment {
  readonly spec: ExperimentSpec;
  /** Folder of files; null: the embedded set. */
  readonly dataFolder: string | null;
  /** A weight file of the caller's, which must be read to be named; left out: the spec's weights ship with the explorer. */
  readonly weightsFile?: string;
  readonly device: DevicePreference;
}

/** A requested experiment and what its link looks at. */
export interface LinkedExperiment extends RequestedExperiment {
  readonly view: View;
}

/**
 * Joins the link, if there is one, and the options. Settings of the link that cannot be used are told to `warn` and the
 * rest applies. Throws SpecError for an option that cannot be used.
 */
export function readExperiment(options: SpecOptions, warn: (sentence: string) => void): LinkedExperiment {
  const linked = options.link === undefined ? null : parseLink(options.link);
  const problems = linked === null ? null : describeLinkProblems(linked);
  if (problems !== null) warn(problems);
  const linkedSpec = linked?.spec ?? DEFAULT_SPEC;
  const model = checkModel(options.model ?? linkedSpec.model);
  const base = model.id === linkedSpec.model ? linkedSpec : specOfModel(model.id, linkedSpec);

  const dataFolder = options.data === undefined || options.data === 'generated' ? null : options.data;
  const data = options.data === 'generated' ? 'generated' : base.data;
  const isFile = options.weights !== undefined && WEIGHT_FILE.test(options.weights);
  const weights =
    options.weights === undefined || isFile
      ? weightsFor(options.data, base)
      : checkWeights(options.weights, model);
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
  return { spec, dataFolder, ...weightsFile, device, view };
}

function formatOf(field: string, text: string | undefined, other: QFormat): QFormat {
  return text === undefined ? other : inField(field, () => parseQFormat(text));
}

const WEIGHT_FILE = /\.(?:h5|hdf5|keras|json)$/i;

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
