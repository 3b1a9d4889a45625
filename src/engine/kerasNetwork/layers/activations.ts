import { isObject, type Json } from '../../keras/json';
import { activationText } from '../../keras/layerSettings';
import { type Attributes, float, int, type SourceBuilder, text } from '../../source/sourceBuilder';
import { type LayerContext, type LayerTranslation, onlyInput, tensorNames } from '../layerContext';
import { LayerRefusal } from '../settings';

const SELU = { alpha: 1.6732632423543772, gamma: 1.0507009873554805 };

/** Functions that one of ONNX's operators computes. */
const OPERATORS: Readonly<Record<string, readonly [operator: string, attributes?: Attributes]>> = {
  relu: ['Relu'],
  sigmoid: ['Sigmoid'],
  tanh: ['Tanh'],
  elu: ['Elu', { alpha: float(1) }],
  selu: ['Selu', { alpha: float(SELU.alpha), gamma: float(SELU.gamma) }],
  celu: ['Celu', { alpha: float(1) }],
  leaky_relu: ['LeakyRelu', { alpha: float(0.2) }],
  softplus: ['Softplus'],
  softsign: ['Softsign'],
  exponential: ['Exp'],
  mish: ['Mish'],
  gelu: ['Gelu', { approximate: text('none') }],
  hard_swish: ['HardSwish'],
  hard_silu: ['HardSwish'],
  softmax: ['Softmax', { axis: int(-1) }],
  log_softmax: ['LogSoftmax', { axis: int(-1) }],
};

/** Functions that several operators compute. */
const COMPOSED: Readonly<Record<string, (builder: SourceBuilder, x: string) => string>> = {
  relu6: (builder, x) => clip(builder, x, 0, 6),
  hard_tanh: (builder, x) => clip(builder, x, -1, 1),
  silu: (builder, x) => builder.add('Mul', [x, builder.add('Sigmoid', [x])]),
  swish: (builder, x) => builder.add('Mul', [x, builder.add('Sigmoid', [x])]),
  log_sigmoid: (builder, x) => builder.add('Neg', [builder.add('Softplus', [builder.add('Neg', [x])])]),
  tanh_shrink: (builder, x) => builder.add('Sub', [x, builder.add('Tanh', [x])]),
};

/** Adds the activation that a setting names. */
export async function activate(context: LayerContext, x: string, key = 'activation'): Promise<string> {
  const { builder, settings } = context;
  const value = settings.value(key);
  const layer = activationLayer(value);
  if (layer !== null) return context.inner(layer, key, [x]);
  const name = nameOf(value);
  if (name === 'linear') return x;
  if (name === 'hard_sigmoid') {
    const [alpha, beta] = hardSigmoid(context);
    return builder.add('HardSigmoid', [x], { alpha: float(alpha), beta: float(beta) });
  }
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (operator !== undefined) return builder.add(operator[0], [x], operator[1]);
  const composed = Object.hasOwn(COMPOSED, name) ? COMPOSED[name] : undefined;
  if (composed === undefined) throw settings.refusal(key, value);
  return composed(builder, x);
}

/** A function of a recurrent cell: its name in ONNX and its parameters. */
interface CellFunction {
  readonly name: string;
  readonly alpha?: number;
  readonly beta?: number;
}

const CELL_FUNCTIONS: Readonly<Record<string, CellFunction>> = {
  sigmoid: { name: 'Sigmoid' },
  tanh: { name: 'Tanh' },
  relu: { name: 'Relu' },
  softsign: { name: 'Softsign' },
  softplus: { name: 'Softplus' },
  exponential: { name: 'Exp' },
  elu: { name: 'Elu', alpha: 1 },
  leaky_relu: { name: 'LeakyRelu', alpha: 0.2 },
  linear: { name: 'Affine', alpha: 1, beta: 0 },
};

/** Returns the function of a recurrent cell that a setting names. */
export function cellFunction(context: LayerContext, key: string): CellFunction {
  const value = context.settings.value(key);
  const name = isObject(value) && activationLayer(value) !== null ? '' : nameOf(value);
  if (name === 'hard_sigmoid') {
    const [alpha, beta] = hardSigmoid(context);
    return { name: 'HardSigmoid', alpha, beta };
  }
  const known = Object.hasOwn(CELL_FUNCTIONS, name) ? CELL_FUNCTIONS[name] : undefined;
  if (known === undefined) throw context.settings.refusal(key, value);
  return known;
}

/** Returns slope and offset of the hard sigmoid, which Keras 3 changed. */
function hardSigmoid({ major }: LayerContext): readonly [number, number] {
  if (major === null) throw new LayerRefusal('activation = hard_sigmoid, keras_version = ?');
  return [major >= 3 ? 1 / 6 : 0.2, 0.5];
}

/** Returns the configuration of an activation that is a layer. Null: it is a function. */
function activationLayer(value: unknown): Json | null {
  return isObject(value) && value.class_name !== 'function' && isObject(value.config) ? value : null;
}

/** Returns the name of a function. A function of the file's author has its module in front. */
function nameOf(value: unknown): string {
  const isOwn = isObject(value) && value.class_name === 'function' && value.module === 'builtins';
  return isOwn ? `builtins.${activationText(value)}` : activationText(value);
}

function clip(builder: SourceBuilder, x: string, min: number, max: number): string {
  return builder.add('Clip', [x, builder.floats(min), builder.floats(max)]);
}

/** ReLU with an upper limit, a slope below a threshold, and this threshold. */
const relu: LayerTranslation = (context) => {
  const { builder, settings } = context;
  const x = onlyInput(context);
  const limit = settings.value('max_value') === undefined ? null : settings.number('max_value');
  const slope = settings.number('negative_slope', 0);
  const threshold = settings.number('threshold', 0);
  if (limit !== null && threshold === 0 && slope === 0) return clip(builder, x, 0, limit);
  const rectified = thresholded(builder, x, slope, threshold);
  if (limit === null) return rectified;
  return builder.add('Clip', [rectified, '', builder.floats(limit)]);
};

function thresholded(builder: SourceBuilder, x: string, slope: number, threshold: number): string {
  if (threshold === 0)
    return slope === 0 ? builder.add('Relu', [x]) : builder.add('LeakyRelu', [x], { alpha: float(slope) });
  const above = builder.add('ThresholdedRelu', [x], { alpha: float(threshold) });
  if (slope === 0) return above;
  const missing = builder.add('Relu', [builder.add('Sub', [builder.floats(threshold), x])]);
  return builder.add('Sub', [above, builder.add('Mul', [missing, builder.floats(slope)])]);
}

const leakyRelu: LayerTranslation = (context) => {
  const { builder, settings } = context;
  const slope = settings.number('negative_slope', settings.number('alpha', 0.3));
  return builder.add('LeakyRelu', [onlyInput(context)], { alpha: float(slope) });
};

const prelu: LayerTranslation = async (context) => {
  const { builder, settings } = context;
  settings.ignore('shared_axes');
  return builder.add('PRelu', [onlyInput(context), ...(await tensorNames(context, ['alpha']))]);
};

const elu: LayerTranslation = (context) =>
  context.builder.add('Elu', [onlyInput(context)], { alpha: float(context.settings.number('alpha', 1)) });

const thresholdedRelu: LayerTranslation = (context) =>
  context.builder.add('ThresholdedRelu', [onlyInput(context)], {
    alpha: float(context.settings.number('theta', 1)),
  });

const softmax: LayerTranslation = (context) => {
  const [axis, ...others] = context.settings.axes('axis', -1);
  if (others.length > 0) throw context.settings.refusal('axis', context.settings.value('axis'));
  return context.builder.add('Softmax', [onlyInput(context)], { axis: int(axis!) });
};

export const ACTIVATIONS: Readonly<Record<string, LayerTranslation>> = {
  Activation: (context) => activate(context, onlyInput(context)),
  ReLU: relu,
  LeakyReLU: leakyRelu,
  PReLU: prelu,
  ELU: elu,
  ThresholdedReLU: thresholdedRelu,
  Softmax: softmax,
};
