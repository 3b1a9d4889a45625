import { AssetError } from '../../core/errors';
import { listChoices } from '../../core/language/listChoices';
import { t } from '../../core/language/t';
import { type NetworkNode, product, type Shape, type ShapedNode } from '../../core/network/network';
import { isObject, type Json, textOf } from './json';
import { isKerasModule, type TopologyLayer } from './topology';

/**
 * One setting of a layer: Keras's default, and the values with which the layer computes the same as
 * the catalogue's node.
 */
interface Setting {
  readonly key: string;
  /** Undefined: Keras has no default, and the tensor shapes determine it. */
  readonly otherwise: unknown;
  /**
   * Formats a value for display and comparison. Different spellings of one value give the same
   * text.
   */
  readonly read: (value: unknown) => string;
  readonly accepted: readonly string[];
}

/** Settings that do not change what a layer computes in inference. */
export const HARMLESS: readonly RegExp[] = [
  // These do not concern values.
  /^(name|trainable|build_config|registered_name|module)$/,
  // Shapes are compared when layers are matched.
  /^(batch_input_shape|batch_shape|input_shape|input_dim|input_length|input_dtype|sparse|ragged|optional)$/,
  // The file contains the values.
  /_initializer$/,
  // Active in training only.
  /_(regularizer|constraint)$/,
  // All computations are in float32. `checkType` rejects integer types.
  /^(dtype|autocast)$/,
  // Batch normalisation uses these in training only.
  /^(momentum|fused|renorm_clipping|renorm_momentum|synchronized|virtual_batch_size)$/,
  // Dropout is active in training only.
  /^(dropout|recurrent_dropout|seed|rate|noise_shape)$/,
  // Implementations with the same result. Layers that make masks are rejected.
  /^(implementation|unroll|use_cudnn|zero_output_for_mask|cudnn.*|dtype_policy)$/,
  // Keras merges such factors into the kernel when it saves.
  /^(lora_rank|lora_alpha|gptq_.*)$/,
  // Keeps dimensions of length 1, which the next layer flattens.
  /^keepdims$/,
];

/**
 * Throws AssetError naming the first setting with which `layer` computes something other than the
 * catalogue's node. Unknown settings are rejected unless they are off.
 */
export function checkSettings(fileName: string, layer: TopologyLayer, shaped: ShapedNode): void {
  checkCall(fileName, layer);
  checkType(fileName, layer);
  checkAll(fileName, layer, settingsOf(layer, shaped));
}

/**
 * Checks the settings of a ReLU, a layer or an activation given as one, like `checkSettings`. It
 * must have no upper limit, slope or threshold.
 */
export function checkRelu(fileName: string, layer: TopologyLayer): void {
  checkCall(fileName, layer);
  checkType(fileName, layer);
  checkAll(fileName, layer, RELU);
}

/**
 * Checks the settings of a softmax, like `checkSettings`. `taken` is the shape of the scores
 * without the batch dimension. The softmax must act on the axis with all the scores, so that it
 * keeps their order. Other axes have length 1.
 */
export function checkSoftmax(fileName: string, layer: TopologyLayer, taken: Shape): void {
  checkCall(fileName, layer);
  checkType(fileName, layer);
  const place = taken.indexOf(product(taken));
  const accepted = [`${place - taken.length}`, `${place + 1}`];
  checkAll(fileName, layer, [{ key: 'axis', otherwise: -1, read: axisText, accepted }]);
}

/**
 * Throws AssetError for unknown arguments of a call. Layers such as dropout are active if called
 * with `training`.
 */
export function checkCall(fileName: string, { name, callSettings }: TopologyLayer): void {
  const [key, value] = Object.entries(callSettings).find(([, given]) => !isOff(given)) ?? [];
  if (key === undefined) return;
  throw new AssetError(
    fileName,
    t`Layer ${name} is called with ${key} ${plainText(value)}: expected tensors only`,
  );
}

/** Throws AssetError for an integer type, to which a layer would round its inputs. */
export function checkType(fileName: string, { name, settings }: TopologyLayer): void {
  const policy = wrongType(settings);
  if (policy === null) return;
  throw new AssetError(
    fileName,
    t`Layer ${name} has dtype ${plainText(policy)}: expected float32 or another type of floats`,
  );
}

/** Returns a layer's type if it is no type of floats, or null. */
export function wrongType({ dtype }: Json): unknown {
  const policy = isObject(dtype) && isObject(dtype.config) ? dtype.config.name : dtype;
  if (policy === undefined || policy === null) return null;
  return /^(mixed_)?(b?float16|float32|float64)$/.test(textOf(policy)) ? null : policy;
}

function checkAll(fileName: string, { name, settings }: TopologyLayer, rules: readonly Setting[]): void {
  for (const { key, otherwise, read, accepted } of rules) {
    const value = settings[key] ?? otherwise;
    if (value === undefined) continue;
    const found = read(value);
    if (!accepted.includes(found)) {
      throw new AssetError(fileName, settingText(name, key, found, accepted));
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
      t`Layer ${name} has ${strange} ${value}, an unknown setting: expected none`,
    );
  }
}

function settingText(layer: string, key: string, found: string, accepted: readonly string[]): string {
  const wanted = listChoices(accepted);
  if (wanted === NONE) return t`Layer ${layer} has ${key} ${found}: expected none`;
  return found === LEFT_OUT
    ? t`Layer ${layer} has ${key} left out: expected ${wanted}`
    : t`Layer ${layer} has ${key} ${found}: expected ${wanted}`;
}

/** Returns true for a setting that is left out, false or empty. */
export function isOff(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === false ||
    (isObject(value) && Object.keys(value).length === 0)
  );
}

/** Stand for settings that are off and for those that a file has to have. */
const NONE = 'none';
const LEFT_OUT = 'leftOut';

const RELU: readonly Setting[] = [
  { key: 'max_value', otherwise: NONE, read: plainText, accepted: [NONE] },
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
        // Keras 1 had another default, so the file must contain the setting.
        { key: 'recurrent_activation', otherwise: LEFT_OUT, read: activationText, accepted: ['sigmoid'] },
        plain('use_bias', true, true),
        // If it is missing, the bias decides: it has twice the length if the reset comes after.
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
    case 'globalAveragePool':
      return layer.className === 'GlobalAveragePooling2D'
        ? [CHANNELS_LAST]
        : [
            // A pool as large as the picture computes one mean for each channel. Its output has one
            // position, so the strides have no effect.
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
/** The activation is a separate step, which is compared with the graph. */
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
 * Accepts both paddings if `same` adds no padding: for windows of one pixel, and for windows that
 * tile the picture exactly.
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

/** Formats a value for messages, shortened. */
export function plainText(value: unknown): string {
  const text = textOf(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** `3 x 3`. Keras writes one number, one for each direction, or two for each (padding). */
function sizeText(value: unknown): string {
  const sides = Array.isArray(value) ? value : [value, value];
  const read = sides.map((side) => (Array.isArray(side) && side[0] === side[1] ? side[0] : side));
  return read.map(plainText).join(' x ');
}

/** tf.keras writes the axis in a list of one. */
function axisText(value: unknown): string {
  return plainText(Array.isArray(value) && value.length === 1 ? value[0] : value);
}

/** Keras writes 0.001 exactly or as the nearest float32. */
function singleText(value: unknown): string {
  return typeof value === 'number' ? String(Number(Math.fround(value).toPrecision(7))) : plainText(value);
}

/** Name of an activation. A function that is not Keras's own is prefixed with its module. */
export function activationText(value: unknown): string {
  if (value === undefined || value === null) return 'linear';
  if (!isObject(value)) return plainText(value);
  const { class_name: className, config, module } = value;
  const name = className === 'function' ? config : className;
  return isKerasModule(module) ? plainText(name) : `${textOf(module)}.${plainText(name)}`;
}

/**
 * Settings of an activation given as a layer, `{ class_name: 'ReLU', config }`. Undefined for an
 * activation given by name.
 */
export function activationSettings(value: unknown): Json | undefined {
  return isObject(value) && isObject(value.config) ? value.config : undefined;
}

/** Describes the layer that corresponds to `node`. */
export function describeNode(node: NetworkNode): string {
  switch (node.kind) {
    case 'conv':
      return t`a Conv2D of ${node.filters} filters (${node.name})`;
    case 'dense':
      return t`a Dense of ${node.units} units (${node.name})`;
    case 'gru':
      return t`a GRU of ${node.units} units (${node.name})`;
    case 'batchNorm':
      return t`a BatchNormalization (${node.name})`;
    case 'relu':
      return t`a ReLU (${node.name})`;
    case 'zeroPad':
      return t`a ZeroPadding2D of ${node.pixels} pixels (${node.name})`;
    case 'maxPool':
      return t`a MaxPooling2D of ${node.size} x ${node.size} (${node.name})`;
    case 'globalAveragePool':
      return t`a GlobalAveragePooling2D (${node.name})`;
    case 'add':
      return t`an Add (${node.name})`;
    case 'flatten':
    case 'dropout':
      return node.kind;
    default:
      // An operator that no layer of Keras in the catalogue is.
      return node.kind;
  }
}
