import '../../core/network/networks/transformers';
import { sampleFiles } from '../../core/files/acceptedFiles';
import { CATALOG } from '../../core/network/catalog';
import type { DataKind } from '../../core/network/model';
import { preprocessingOf } from '../../core/network/preprocessing';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { SETTING_OPTIONS } from '../../experiment/settings/settingOptions';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { wrapText } from './wrapText';

const MODELS = [...CATALOG.keys()];
const imagesOf = (id: string) => specOfModel(id, DEFAULT_SPEC).numSamples;

/** `1000 for lenet-fc, chip-net; 500 for …`. */
const IMAGES = [...new Set(MODELS.map(imagesOf))]
  .toSorted((a, b) => b - a)
  .map((images) => `${images} for ${MODELS.filter((id) => imagesOf(id) === images).join(', ')}`)
  .join('; ');

/** Width of the column of options. */
const INDENT = 24;

/** Help lines about the preprocessing of samples: a paragraph for each kind of data. */
export const SCALES: readonly string[] = (Object.keys(sampleFiles()) as DataKind[]).map(
  (kind) => `${' '.repeat(INDENT)}${wrapText(`${kind}: ${preprocessingOf(kind)}`, INDENT + 2)}`,
);

/** Placeholder and description of each option, in the order in which they are printed. */
const OPTIONS: Readonly<Record<keyof typeof SETTING_OPTIONS, readonly [value: string, text: string]>> = {
  link: ['<link>', 'a link from the page or from a result, quoted'],
  model: [
    '<id>',
    `network: ${MODELS.join(', ')}, or a file of your own, ONNX, Keras, tfjs or TensorFlow Lite, such as ./net.onnx [lenet-fc]`,
  ],
  data: [
    '<set>',
    `"generated", or a folder, looked through with those inside it, of ${Object.values(sampleFiles()).join(', ')} [generated]`,
  ],
  labels: [
    '<file>',
    'labels of the samples of --data, for a network in a file of your own: an array (.npy, IDX), a text with one label a line or a column called label, or a list that names pictures [those that lie with the samples]',
  ],
  weights: [
    '<set>',
    "training the weights come from: generated, mnist, cifar10, fsdd [as the data]; or a weight file: .h5 or .keras of Keras, model.json of tfjs, .safetensors or .npz by the names of tensors, gzipped or not; or the folder of one; weights alone may bring their topology, after a comma: w.weights.h5,config.json. Of a set and a path of one name the set is meant: ./mnist is the path. The layers have to be the model's. For a network in a file of your own: .safetensors or .npz in place of its weights. Before the first layer:",
  ],
  preprocessing: [
    '<steps>',
    'from stored samples to the input of a network in a file of your own: none, or steps such as resize=256,crop=224,order=bgr,divide=255,mean=0.5,std=0.25 [the best of the usual ones on 200 samples]',
  ],
  structures: ['<names>', 'faulty structures: some of weights,biases,activations,hiddenState [weights]'],
  blocks: [
    '<blocks>',
    'blocks of layers: a number of scopes of their names, such as 2, or names with the layers at which they start, such as stem:conv1,body:layer1.0.conv1 [those that the network suggests]',
  ],
  layers: ['<names>', 'all, or names of layers and blocks such as fc-1,fc-3 or lb-4 [all]'],
  format: [
    '<type>',
    "type of weights and biases: Qm.n, sign counted in m; int4 to int16, scaled a tensor, an output channel (int8/c) or 32 values (int4/g32); fp32, fp16, bf16, fp8e4m3, fp8e5m2; or blocks of 32 with a common exponent: mxfp8e4m3, mxfp8e5m2, mxfp6e3m2, mxfp6e2m3, mxfp4, mxint8 [the paper's for the model: Q2.6 for lenet-fc]",
  ],
  activationFormat: [
    '<Qm.n>',
    "type of activations and hidden state [the paper's for the model: Q5.3 for lenet-fc]",
  ],
  encoding: ['<name>', 'twosComplement or signMagnitude [twosComplement]'],
  reluWords: [
    '<name>',
    'signed or unsigned: words of activations that come out of a ReLU; unsigned ones have no sign bit to flip and one more bit of magnitude, so bit 0 is their highest [signed]',
  ],
  bitPositions: [
    '<positions>',
    'bit positions that may flip: all, or such as 0 (the top one, the sign) or 0,1 [all]',
  ],
  lifetime: [
    '<name>',
    'permanent (the same bits for every sample) or transient, of activations and hidden state [permanent]',
  ],
  bers: ['<grid>', 'from:to:per-decade (1, 2, 4 or 8), or a list such as 1e-5,3e-4 [1e-6:1e-1:4]'],
  trials: ['<n>', 'trials per rate [30]'],
  numSamples: [
    '<n>',
    `test samples counted, from the first on [the link's, which means 1000 when it names none; without a link, as many as one can wait for or the set has: ${IMAGES}]`,
  ],
  measure: [
    '<name>',
    'what counts as an error: top1, top5 (label not among the five highest scores), changed (another answer than in float without faults), deviation (of all outputs from those in float, relative to their own deviation) or perplexity (2 to the power of the cross entropy of the labels in bits; networks of text and your own) [top1; changed without labels, deviation for networks that do not classify]',
  ],
  seed: ['<n>', '0 to 4294967295, or in hex as the page shows it: 0x7f3a9c01 [7]'],
  rateCoupling: [
    '<name>',
    'nested (a higher rate only adds faults) or independent (each rate draws its own) [nested]',
  ],
  sampling: [
    '<name>',
    'bernoulli (each bit by itself) or count (bits times rate of them), of weights and biases [bernoulli]',
  ],
  device: ['<name>', 'auto, webgpu, wasm or cpu [auto: a hardware GPU if Dawn finds one, else WASM]'],
};

/** Returns the help text of an experiment's options, except those in `without`. */
export function specUsage(without: readonly string[] = []): string {
  const settings = Object.keys(OPTIONS) as (keyof typeof OPTIONS)[];
  const listed = settings.filter((name) => !without.includes(SETTING_OPTIONS[name]));
  return [
    'Experiment (defaults in brackets; each option overrides the link):',
    ...listed.flatMap((name) => (name === 'weights' ? [optionText(name), ...SCALES] : [optionText(name)])),
  ].join('\n');
}

/** Returns an option with its text beside it, or below where the option is long. */
function optionText(name: keyof typeof OPTIONS): string {
  const [value, text] = OPTIONS[name];
  const start = `  --${SETTING_OPTIONS[name]} ${value}`;
  const gap = start.length + 2 > INDENT ? `\n${' '.repeat(INDENT)}` : ' '.repeat(INDENT - start.length);
  return `${start}${gap}${wrapText(text, INDENT)}`;
}
