import { SAMPLE_FILES } from '../../core/files/acceptedFiles';
import { CATALOG } from '../../core/network/catalog';
import { PREPROCESSING } from '../../core/network/preprocessing';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { SETTING_OPTIONS } from './settingOptions';

const MODELS = [...CATALOG.keys()];
const imagesOf = (id: string) => specOfModel(id, DEFAULT_SPEC).numSamples;

/** `1000 for lenet-fc, chip-net; 500 for …`. */
const IMAGES = [...new Set(MODELS.map(imagesOf))]
  .toSorted((a, b) => b - a)
  .map((images) => `${images} for ${MODELS.filter((id) => imagesOf(id) === images).join(', ')}`)
  .join(`;\n${' '.repeat(24)}`);

/** What happens to samples before the first layer, a paragraph a kind of data. */
export const SCALES: readonly string[] = Object.entries(PREPROCESSING)
  .flatMap(([kind, words]) => wrapped(`${kind}: ${words}`, 96))
  .map((line) => `${' '.repeat(24)}${line}`);

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

/** Help lines by setting, in the order in which they are printed. */
const LINES: Readonly<Record<keyof typeof SETTING_OPTIONS, string>> = {
  link: `--link <link>         a link from the page or from a result, quoted`,
  model: `--model <id>          network: ${MODELS.join(', ')} [lenet-fc]`,
  data: `--data <set>          "generated", or a folder, looked through with those inside it, of
                        ${Object.values(SAMPLE_FILES).join(', ')} [generated]`,
  weights: `--weights <set>       training the weights come from: generated, mnist, cifar10, fsdd [as the data]; or a weight file:
                        .h5 or .keras of Keras, model.json of tfjs, gzipped or not; or the folder of one; weights alone may
                        bring their topology, after a comma: w.weights.h5,config.json. Of a set and a path of one name the
                        set is meant: ./mnist is the path. The layers have to be the model's. Before the first layer:
${SCALES.join('\n')}`,
  structures: `--structures <names>  what faults: some of weights,biases,activations,hiddenState [weights]`,
  layers: `--layers <names>      all, or names of layers and blocks such as fc-1,fc-3 or lb-4 [all]`,
  format: `--format <Qm.n>       type of weights and biases, sign counted in m [the paper's for the model: Q2.6 for lenet-fc]`,
  activationFormat: `--activation-format <Qm.n>
                        type of activations and hidden state [the paper's for the model: Q5.3 for lenet-fc]`,
  encoding: `--encoding <name>     twosComplement or signMagnitude [twosComplement]`,
  reluWords: `--relu-words <name>   signed or unsigned: words of activations that come out of a ReLU; unsigned ones have no sign bit to flip
                        and one more bit of magnitude, so bit 0 is their highest [signed]`,
  bitPositions: `--bits <positions>    bit positions that may flip: all, or such as 0 (the top one, the sign) or 0,1 [all]`,
  lifetime: `--lifetime <name>     permanent (the same bits for every image) or transient, of activations and hidden state
                        [permanent]`,
  bers: `--ber <grid>          from:to:per-decade (1, 2, 4 or 8), or a list such as 1e-5,3e-4 [1e-6:1e-1:4]`,
  trials: `--trials <n>          trials per rate [30]`,
  numSamples: `--images <n>          test images or recordings counted, from the first on [the link's, which means 1000 when it names
                        none; without a link, as many as one can wait for or the set has:
                        ${IMAGES}]`,
  seed: `--seed <n>            0 to 4294967295, or in hex as the page shows it: 0x7f3a9c01 [7]`,
  rateCoupling: `--protocol <name>     nested (a higher rate only adds faults) or independent (each rate draws its own) [nested]`,
  sampling: `--sampling <name>     bernoulli (each bit by itself) or count (bits times rate of them), of weights and biases
                        [bernoulli]`,
  device: `--device <name>       auto, webgpu, wasm or cpu [auto: a hardware GPU if Dawn finds one, else WASM]`,
};

/** Help text of the options of an experiment, but for those that a command does not take. */
export function specUsage(without: readonly string[] = []): string {
  const settings = Object.keys(LINES) as (keyof typeof LINES)[];
  const listed = settings.filter((name) => !without.includes(SETTING_OPTIONS[name]));
  return [
    'Experiment (defaults in brackets; each option overrides the link):',
    ...listed.map((name) => `  ${LINES[name]}`),
  ].join('\n');
}
