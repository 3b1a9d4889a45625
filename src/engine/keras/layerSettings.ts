import { AssetError } from '../../core/errors';
import { type NetworkNode, product, type Shape, type ShapedNode } from '../../core/network/network';
import { isObject, type Json, textOf } from './json';
import { isKerasModule, type TopologyLayer } from './topology';

/**
 * One setting of a layer: what Keras takes where the file says nothing, and what computes the same
 * as the catalogue's node.
 */
interface Setting {
  readonly key: string;
  /** Undefined: Keras has no default, and the shapes of the tensors say it. */
  readonly otherwise: unknown;
  /** The value as people read it; two spellings of one value read alike. */
  readonly read: (value: unknown) => string;
  readonly accepted: readonly string[];
}

/** Settings that change nothing of what a layer computes. */
const HARMLESS: readonly RegExp[] = [
  // They say nothing of the values.
  /^(name|trainable|build_config|registered_name|module)$/,
  // Shapes are compared where the layer is matched.
  /^(batch_input_shape|batch_shape|input_shape|input_dim|input_length|input_dtype|sparse|ragged|optional)$/,
  // The file has the values.
  /_initializer$/,
  // They act in training only.
  /_(regularizer|constraint)$/,
  // Everything is computed in float32; whole-number types are refused by `checkType`.
  /^(dtype|autocast)$/,
  // Batch normalisation uses them in training only.
  /^(momentum|fused|renorm_clipping|renorm_momentum|synchronized|virtual_batch_size)$/,
  // Dropout acts in training only.
  /^(dropout|recurrent_dropout|seed|rate|noise_shape)$/,
  // Another way to the same values; masks come from layers that are refused.
  /^(implementation|unroll|use_cudnn|zero_output_for_mask|cudnn.*|dtype_policy)$/,
  // Keras adds such factors to the kernel when it saves.
  /^(lora_rank|lora_alpha|gptq_.*)$/,
  // It keeps dimensions of length 1, which the next layer flattens.
  /^keepdims$/,
];

/**
 * Throws AssetError naming the first setting by which `layer` computes something else than the node
 * of the catalogue. A setting that is not listed here is refused too, unless it is off: nobody
 * knows what it does.
 */
export function checkSettings(fileName: string, layer: TopologyLayer, shaped: ShapedNode): void {
  checkCall(fileName, layer);
  checkType(fileName, layer);
  checkAll(fileName, layer, settingsOf(layer, shaped));
}

/**
 * Likewise for a ReLU, be it a layer or an activation given as one: it has neither ceiling nor
 * slope nor threshold.
 */
export function checkRelu(fileName: string, layer: TopologyLayer): void {
  checkCall(fileName, layer);
  checkType(fileName, layer);
  checkAll(fileName, layer, RELU);
}

/**
 * Likewise for softmax over scores of the shape `taken`, without the batch: it keeps the order of
 * the scores along the one axis that holds them all. Other axes have length 1.
 */
export function checkSoftmax(fileName: string, layer: TopologyLayer, taken: Shape): void {
  checkCall(fileName, layer);
  checkType(fileName, layer);
  const place = taken.indexOf(product(taken));
  const accepted = [`${place - taken.length}`, `${place + 1}`];
  checkAll(fileName, layer, [{ key: 'axis', otherwise: -1, read: axisText, accepted }]);
}

/**
 * Layers such as dropout act when they are called with `training`; other arguments are unknown.
 * Throws AssetError.
 */
export function checkCall(fileName: string, { name, callSettings }: TopologyLayer): void {
  const [key, value] = Object.entries(callSettings).find(([, given]) => !isOff(given)) ?? [];
  if (key === undefined) return;
  throw new AssetError(
    fileName,
    `Layer ${name} is called with ${key} ${plainText(value)}: expected tensors only`,
  );
}

/** Throws AssetError for a type of whole numbers, to which a layer would round what it takes. */
export function checkType(fileName: string, { name, settings: { dtype } }: TopologyLayer): void {
  const policy = isObject(dtype) && isObject(dtype.config) ? dtype.config.name : dtype;
  if (policy === undefined || policy === null) return;
  if (/^(mixed_)?(b?float16|float32|float64)$/.test(textOf(policy))) return;
  throw new AssetError(
    fileName,
    `Layer ${name} has dtype ${plainText(policy)}: expected float32 or another type of floats`,
  );
}

function checkAll(fileName: string, { name, settings }: TopologyLayer, rules: readonly Setting[]): void {
  for (const { key, otherwise, read, accepted } of rules) {
    const value = settings[key] ?? otherwise;
    if (value === undefined) continue;
    const found = read(value);
    if (!accepted.includes(found)) {
      throw new AssetError(fileName, `Layer ${name} has ${key} ${found}: expected ${accepted.join(' or ')}`);
    }
  }
  const known = new Set(rules.map(({ key }) => key));
  const strange = Object.keys(settings).find(
    (key) => !known.has(key) && !isOff(settings[key]) && !HARMLESS.some((keys) => keys.test(key)),
  );
  if (strange !== undefined) {
    const value = plainText(settings[strange]);
    throw new AssetError(
      fileName,
      `Layer ${name} has ${strange} ${value}, a setting that is not known here: expected none`,
    );
  }
}

function isOff(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === false ||
    (isObject(value) && Object.keys(value).length === 0)
  );
}

const RELU: readonly Setting[] = [
  { key: 'max_value', otherwise: 'none', read: plainText, accepted: ['none'] },
  { key: 'negative_slope', otherwise: 0, read: plainText, accepted: ['0'] },
  { key: 'threshold', otherwise: 0, read: plainText, accepted: ['0'] },
];

function settingsOf(layer: TopologyLayer, { node, inputShapes }: ShapedNode): readonly Setting[] {
  const input = inputShapes[0]!;
  switch (node.kind) {
    case 'conv':
      return [
        size('kernel_size', undefined, node.kernelSize),
        size('strides', 1, node.strides),
        {
          ...plain('padding', 'valid', node.padding),
          accepted: paddings(node.padding, input, node.kernelSize, node.strides),
        },
        size('dilation_rate', 1, 1),
        plain('groups', 1, 1),
        plain('filters', undefined, node.filters),
        CHANNELS_LAST,
        plain('use_bias', true, true),
        ACTIVATION_ELSEWHERE,
      ];
    case 'dense':
      return [plain('units', undefined, node.units), plain('use_bias', true, true), ACTIVATION_ELSEWHERE];
    case 'gru':
      return [
        plain('units', undefined, node.units),
        { key: 'activation', otherwise: 'tanh', read: activationText, accepted: ['tanh'] },
        // Keras 1's default was another one, so that a file has to say it.
        { key: 'recurrent_activation', otherwise: 'left out', read: activationText, accepted: ['sigmoid'] },
        plain('use_bias', true, true),
        // Where it is left out, the bias says it: of twice the length after a reset.
        plain('reset_after', undefined, false),
        plain('return_sequences', false, true),
        plain('return_state', false, false),
        plain('go_backwards', false, false),
        plain('stateful', false, false),
        plain('time_major', false, false),
      ];
    case 'batchNorm':
      return [
        { key: 'axis', otherwise: -1, read: axisText, accepted: ['-1', `${input.length}`] },
        { key: 'epsilon', otherwise: 1e-3, read: singleText, accepted: [singleText(node.epsilon)] },
        plain('center', true, true),
        plain('scale', true, true),
        plain('mode', 0, 0),
      ];
    case 'zeroPad':
      return [size('padding', 1, node.pixels), CHANNELS_LAST];
    case 'maxPool':
      return [
        size('pool_size', 2, node.size),
        size('strides', layer.settings.pool_size ?? 2, node.strides),
        {
          ...plain('padding', 'valid', 'valid'),
          accepted: paddings('valid', input, node.size, node.strides),
        },
        CHANNELS_LAST,
      ];
    case 'averagePool':
      return layer.className === 'GlobalAveragePooling2D'
        ? [CHANNELS_LAST]
        : [
            // One mean of each channel: a pool as large as the picture, which then has one place,
            // whatever the strides.
            { key: 'pool_size', otherwise: 2, read: sizeText, accepted: [`${input[0]} x ${input[1]}`] },
            plain('padding', 'valid', 'valid'),
            { key: 'strides', otherwise: undefined, read: () => 'any', accepted: ['any'] },
            CHANNELS_LAST,
          ];
    default:
      return [];
  }
}

const CHANNELS_LAST = plain('data_format', 'channels_last', 'channels_last');
/** The activation is a step of its own, compared where the graph is. */
const ACTIVATION_ELSEWHERE: Setting = {
  key: 'activation',
  otherwise: undefined,
  read: () => 'any',
  accepted: ['any'],
};

function plain(key: string, otherwise: unknown, wanted: unknown): Setting {
  return { key, otherwise, read: plainText, accepted: [plainText(wanted)] };
}

function size(key: string, otherwise: unknown, wanted: number): Setting {
  return { key, otherwise, read: sizeText, accepted: [sizeText(wanted)] };
}

/**
 * Both paddings where `same` has nothing to pad: windows of one pixel, and those that fill the
 * picture without a rest.
 */
function paddings(
  wanted: 'valid' | 'same',
  input: Shape,
  window: number,
  strides: number,
): readonly string[] {
  const isAlike = [input[0]!, input[1]!].every((length) => {
    const numSame = Math.ceil(length / strides);
    return (
      numSame === Math.ceil((length - window + 1) / strides) && (numSame - 1) * strides + window <= length
    );
  });
  return isAlike ? ['valid', 'same'] : [wanted];
}

/** A value for messages, short. */
export function plainText(value: unknown): string {
  const text = textOf(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** `3 x 3`; Keras writes one number, one for each direction, or two for each (padding). */
function sizeText(value: unknown): string {
  const sides = Array.isArray(value) ? value : [value, value];
  const read = sides.map((side) => (Array.isArray(side) && side[0] === side[1] ? side[0] : side));
  return read.map(plainText).join(' x ');
}

/** tf.keras lists the one axis. */
function axisText(value: unknown): string {
  return plainText(Array.isArray(value) && value.length === 1 ? value[0] : value);
}

/** Keras writes 0.001 as it is or as the nearest float32. */
function singleText(value: unknown): string {
  return typeof value === 'number' ? String(Number(Math.fround(value).toPrecision(7))) : plainText(value);
}

/** The name of an activation; of a function that is not Keras's own with its module. */
export function activationText(value: unknown): string {
  if (value === undefined || value === null) return 'linear';
  if (!isObject(value)) return plainText(value);
  const { class_name: className, config, module } = value;
  const name = className === 'function' ? config : className;
  return isKerasModule(module) ? plainText(name) : `${textOf(module)}.${plainText(name)}`;
}

/**
 * The settings of an activation that is given as a layer, `{ class_name: 'ReLU', config }`;
 * undefined for one by name.
 */
export function activationSettings(value: unknown): Json | undefined {
  return isObject(value) && isObject(value.config) ? value.config : undefined;
}

/** What the file should say where the catalogue has `node`. */
export function describeNode(node: NetworkNode): string {
  switch (node.kind) {
    case 'conv':
      return `a Conv2D of ${node.filters} filters (${node.name})`;
    case 'dense':
      return `a Dense of ${node.units} units (${node.name})`;
    case 'gru':
      return `a GRU of ${node.units} units (${node.name})`;
    case 'batchNorm':
      return `a BatchNormalization (${node.name})`;
    case 'relu':
      return `a ReLU (${node.name})`;
    case 'zeroPad':
      return `a ZeroPadding2D of ${node.pixels} pixels (${node.name})`;
    case 'maxPool':
      return `a MaxPooling2D of ${node.size} x ${node.size} (${node.name})`;
    case 'averagePool':
      return `a GlobalAveragePooling2D (${node.name})`;
    case 'add':
      return `an Add (${node.name})`;
    case 'flatten':
    case 'dropout':
      return node.kind;
    default:
      throw node satisfies never;
  }
}
