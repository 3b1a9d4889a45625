import { SAMPLE_FILES } from '../../core/files/acceptedFiles';
import { CATALOG } from '../../core/network/catalog';
import { PREPROCESSING } from '../../core/network/preprocessing';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import type { SettingName } from '../../experiment/settings/settingsTable';
import { specOfModel } from '../../experiment/settings/specOfModel';

/** Stands before each line of help but the first. */
const INDENT = ' '.repeat(24);
const MODELS = [...CATALOG.keys()];
const imagesOf = (id: string) => specOfModel(id, DEFAULT_SPEC).images;

/** `1000 for lenet-fc, chip-net; 500 for …`. */
const IMAGES = [...new Set(MODELS.map(imagesOf))]
  .toSorted((a, b) => b - a)
  .map((images) => `${images} for ${MODELS.filter((id) => imagesOf(id) === images).join(', ')}`)
  .join(`;\n${INDENT}`);

/** What happens to samples before the first layer, a paragraph a kind of data. */
export const SCALES: readonly string[] = Object.entries(PREPROCESSING)
  .flatMap(([kind, words]) => wrapped(`${kind}: ${words}`, 96))
  .map((line) => `${INDENT}${line}`);

/** Text in lines of at most `width` characters, broken at spaces, the later ones indented. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(last === undefined ? word : `  ${word}`);
  }
  return lines;
}

interface OptionHelp {
  readonly option: string;
  /** What stands after the option. */
  readonly value: string;
  readonly lines: readonly string[];
}

/** The option and the help of each setting, and of what else names an experiment, in printed order. */
export const SETTING_OPTIONS = {
  link: { option: 'link', value: 'link', lines: ['a link from the page or from a result, quoted'] },
  model: { option: 'model', value: 'id', lines: [`network: ${MODELS.join(', ')} [lenet-fc]`] },
  data: {
    option: 'data',
    value: 'set',
    lines: [
      '"generated", or a folder, looked through with those inside it, of',
      `${Object.values(SAMPLE_FILES).join(', ')} [generated]`,
    ],
  },
  weights: {
    option: 'weights',
    value: 'set',
    lines: [
      'training the weights come from: generated, mnist, cifar10, fsdd [as the data]; or a weight file:',
      '.h5 or .keras of Keras, model.json of tfjs, gzipped or not; or the folder of one; weights alone may',
      'bring their topology, after a comma: w.weights.h5,config.json. Of a set and a path of one name the',
      "set is meant: ./mnist is the path. The layers have to be the model's. Before the first layer:",
      SCALES.join('\n').trimStart(),
    ],
  },
  structures: {
    option: 'structures',
    value: 'names',
    lines: ['what faults: some of weights,biases,activations,hiddenState [weights]'],
  },
  layers: {
    option: 'layers',
    value: 'names',
    lines: ['all, or names of layers and blocks such as fc-1,fc-3 or lb-4 [all]'],
  },
  format: {
    option: 'format',
    value: 'Qm.n',
    lines: ["type of weights and biases, sign counted in m [the paper's for the model: Q2.6 for lenet-fc]"],
  },
  activationFormat: {
    option: 'activation-format',
    value: 'Qm.n',
    lines: ["type of activations and hidden state [the paper's for the model: Q5.3 for lenet-fc]"],
  },
  encoding: {
    option: 'encoding',
    value: 'name',
    lines: ['twosComplement or signMagnitude [twosComplement]'],
  },
  reluWords: {
    option: 'relu-words',
    value: 'name',
    lines: [
      'signed or unsigned: words of activations that come out of a ReLU; unsigned ones have no sign bit to flip',
      'and one more bit of magnitude, so bit 0 is their highest [signed]',
    ],
  },
  planes: {
    option: 'bits',
    value: 'positions',
    lines: ['bit positions that may flip: all, or such as 0 (the top one, the sign) or 0,1 [all]'],
  },
  lifetime: {
    option: 'lifetime',
    value: 'name',
    lines: [
      'permanent (the same bits for every image) or transient, of activations and hidden state',
      '[permanent]',
    ],
  },
  bers: {
    option: 'ber',
    value: 'grid',
    lines: ['from:to:per-decade (1, 2, 4 or 8), or a list such as 1e-5,3e-4 [1e-6:1e-1:4]'],
  },
  trials: { option: 'trials', value: 'n', lines: ['fault patterns per rate [30]'] },
  images: {
    option: 'images',
    value: 'n',
    lines: [
      "test images or recordings counted, from the first on [the link's, which means 1000 when it names",
      'none; without a link, as many as one can wait for or the set has:',
      `${IMAGES}]`,
    ],
  },
  seed: {
    option: 'seed',
    value: 'n',
    lines: ['0 to 4294967295, or in hex as the page shows it: 0x7f3a9c01 [7]'],
  },
  protocol: {
    option: 'protocol',
    value: 'name',
    lines: ['nested (a higher rate only adds faults) or independent (each rate draws its own) [nested]'],
  },
  sampling: {
    option: 'sampling',
    value: 'name',
    lines: [
      'bernoulli (each bit by itself) or count (bits times rate of them), of weights and biases',
      '[bernoulli]',
    ],
  },
  device: {
    option: 'device',
    value: 'name',
    lines: ['auto, webgpu, wasm or cpu [auto: a hardware GPU if Dawn finds one, else WASM]'],
  },
} as const satisfies Record<SettingName | 'link' | 'device', OptionHelp>;

/** Help text of the options of an experiment, but for those that a command does not take. */
export function specUsage(without: readonly string[] = []): string {
  const listed = Object.values(SETTING_OPTIONS).filter(({ option }) => !without.includes(option));
  return ['Experiment (defaults in brackets; each option overrides the link):', ...listed.map(describe)].join(
    '\n',
  );
}

function describe({ option, value, lines }: OptionHelp): string {
  const head = `  --${option} <${value}>`;
  const text = lines.join(`\n${INDENT}`);
  return head.length < INDENT.length ? `${head.padEnd(INDENT.length)}${text}` : `${head}\n${INDENT}${text}`;
}
