import { float, int, type SourceBuilder } from '../../source/sourceBuilder';
import { type LayerContext, type LayerTranslation, onlyInput, tensorNames } from '../layerContext';

/** Epsilon of Keras's normalisations. */
const EPSILON = 1e-3;
const RMS_EPSILON = 1e-6;

/** Returns scale and offset in their order, and the roles of those that the layer has. */
function affineRoles({ settings }: LayerContext): {
  readonly scale: boolean;
  readonly center: boolean;
  readonly roles: readonly string[];
} {
  const scale = settings.flag('scale', true);
  const center = settings.flag('center', true);
  return { scale, center, roles: [...(scale ? ['gamma'] : []), ...(center ? ['beta'] : [])] };
}

/** Returns one number for each place of some axes of a value, by default all from the first on. */
function filled(builder: SourceBuilder, like: string, first: number, value: number, count?: number): string {
  const end = count === undefined || first + count === 0 ? {} : { end: int(first + count) };
  const shape = builder.add('Shape', [like], { start: int(first), ...end });
  return builder.add('Expand', [builder.floats(value), shape]);
}

function onlyAxis({ settings }: LayerContext): number {
  const [axis, ...others] = settings.axes('axis', -1);
  if (others.length > 0) throw settings.refusal('axis', settings.value('axis'));
  return axis!;
}

const batchNorm: LayerTranslation = async (context) => {
  const { builder, settings } = context;
  settings.off('mode', 'renorm');
  const axis = onlyAxis(context);
  const epsilon = settings.number('epsilon', EPSILON);
  const { scale, center, roles } = affineRoles(context);
  const names = [...(await tensorNames(context, [...roles, 'moving_mean', 'moving_variance']))];
  const gamma = scale ? names.shift()! : null;
  const beta = center ? names.shift()! : null;
  const [mean, variance] = names as [string, string];
  return builder.add(
    'BatchNormalization',
    [
      onlyInput(context),
      gamma ?? filled(builder, mean, 0, 1),
      beta ?? filled(builder, mean, 0, 0),
      mean,
      variance,
    ],
    { epsilon: float(epsilon), axis: int(axis) },
  );
};

const layerNorm: LayerTranslation = async (context) => {
  const { builder, settings } = context;
  if (settings.flag('rms_scaling', false)) return overRoot(context, 'gamma', EPSILON, centered);
  const axes = settings.axes('axis', -1).toSorted((a, b) => a - b);
  const [first] = axes as [number];
  const isLast = axes.every((axis, at) => axis === first + at) && (first > 0 || axes.at(-1) === -1);
  if (!isLast) throw settings.refusal('axis', settings.value('axis'));
  const epsilon = settings.number('epsilon', EPSILON);
  const { scale, center, roles } = affineRoles(context);
  const names = [...(await tensorNames(context, roles))];
  const x = onlyInput(context);
  // The node normalises all axes from the first on. A scale of other axes is refused there.
  const gamma = scale ? names.shift()! : filled(builder, x, first, 1, axes.length);
  return builder.add('LayerNormalization', [x, gamma, ...(center ? [names[0]!] : [])], {
    epsilon: float(epsilon),
    axis: int(first),
  });
};

/** Returns a value without its mean along the last axis. */
function centered(builder: SourceBuilder, x: string): string {
  return builder.add('Sub', [x, builder.add('ReduceMean', [x, builder.wholes([-1])])]);
}

/**
 * Divides by the root of a mean of squares along the last axis, then scales. `spread` gives what is
 * squared: the input itself for `RMSNormalization`. Keras's `rms_scaling` squares the distance to
 * the mean, though the input that it divides keeps its mean.
 */
async function overRoot(
  context: LayerContext,
  role: string,
  standard: number,
  spread = (_builder: SourceBuilder, x: string) => x,
): Promise<string> {
  const { builder, settings } = context;
  if (settings.axes('axis', -1).join() !== '-1') throw settings.refusal('axis', settings.value('axis'));
  settings.ignore('scale', 'center');
  const epsilon = settings.number('epsilon', standard);
  const [scale] = await tensorNames(context, [role]);
  const x = onlyInput(context);
  const squared = spread(builder, x);
  const squares = builder.add('ReduceMean', [builder.add('Mul', [squared, squared]), builder.wholes([-1])]);
  const root = builder.add('Sqrt', [builder.add('Add', [squares, builder.floats(epsilon)])]);
  return builder.add('Mul', [builder.add('Div', [x, root]), scale!]);
}

/** Returns a value divided by its length along an axis. */
export function normalized(builder: SourceBuilder, x: string, axis: number, shortest: number): string {
  const length = builder.add('ReduceL2', [x, builder.wholes([axis])]);
  return builder.add('Div', [x, builder.add('Max', [length, builder.floats(shortest)])]);
}

/** Smallest length of a vector that `UnitNormalization` divides by. */
const SHORTEST = 1e-12;

const unitNorm: LayerTranslation = (context) => {
  const { builder, settings } = context;
  if (settings.number('order', 2) !== 2) throw settings.refusal('order', settings.value('order'));
  return normalized(builder, onlyInput(context), onlyAxis(context), SHORTEST);
};

const groupNorm: LayerTranslation = async (context) => {
  const { builder, settings } = context;
  const groups = settings.number('groups', 32);
  const axis = onlyAxis(context);
  const epsilon = settings.number('epsilon', EPSILON);
  const { scale, center, roles } = affineRoles(context);
  const tensors = await tensorNames(context, roles);
  if (roles.length === 0) throw settings.refusal('scale', false);
  const [first] = tensors as [string];
  const gamma = scale ? first : filled(builder, first, 0, 1);
  const beta = center ? tensors.at(-1)! : filled(builder, first, 0, 0);
  return builder.add('GroupNormalization', [onlyInput(context), gamma, beta], {
    num_groups: int(groups),
    epsilon: float(epsilon),
    axis: int(axis),
  });
};

/** Smallest deviation that a normalisation of the input divides by. */
const SMALLEST = 1e-7;

/** Returns a list along an axis of a value, with axes of length 1 in place of those after it. */
function alongAxis(builder: SourceBuilder, list: string, like: string, axis: number): string {
  if (axis === -1) return list;
  if (axis < -1) return builder.reshape(list, [-1, ...Array<number>(-1 - axis).fill(1)]);
  // As many lengths of 1 as axes follow, without a list of no entries for the last one.
  const lengths = builder.add('Shape', [like], { start: int(axis) });
  const ones = builder.add('Div', [lengths, lengths]);
  const longer = builder.add('Concat', [builder.wholes([-1]), ones], { axis: int(0) });
  const shape = builder.add('Slice', [longer, builder.wholes([0]), builder.wholes([-1])]);
  return builder.add('Reshape', [list, shape]);
}

/** Normalisation of the input with stored mean and variance: (x - mean) / deviation. */
const normalization: LayerTranslation = async (context) => {
  const { builder, settings, tensors } = context;
  const axes = settings.value('axis') === undefined ? [] : settings.axes('axis', -1);
  if (axes.length > 1 || axes[0] === 0) throw settings.refusal('axis', settings.value('axis'));
  const [axis = -1] = axes;
  settings.off('invert');
  const given = settings.value('mean');
  const squared = settings.value('variance');
  const x = onlyInput(context);
  if (given !== undefined && squared !== undefined) {
    const [means, variances] = [given, squared].map((value) => [value].flat(Number.POSITIVE_INFINITY)) as [
      number[],
      number[],
    ];
    const deviations = variances.map((value) => Math.max(Math.sqrt(value), SMALLEST));
    const spread = (list: readonly number[]) =>
      list.length === 1 ? builder.floats(list[0]!) : alongAxis(builder, builder.floats(list), x, axis);
    return builder.add('Div', [builder.add('Sub', [x, spread(means)]), spread(deviations)]);
  }
  const [mean, variance] = await tensors(['mean', 'variance', 'count'], 2);
  const deviation = builder.add('Max', [builder.add('Sqrt', [variance!.name]), builder.floats([SMALLEST])]);
  if (mean!.shape.length === 0) return builder.add('Div', [builder.add('Sub', [x, mean!.name]), deviation]);
  const [means, deviations] = [mean!.name, deviation].map((list) => alongAxis(builder, list, x, axis));
  return builder.add('Div', [builder.add('Sub', [x, means!]), deviations!]);
};

/** x · scale + offset, each one number or one for each channel. */
const rescaling: LayerTranslation = (context) => {
  const { builder, settings } = context;
  const read = (key: string, standard: number) => {
    const value = settings.value(key) ?? standard;
    const list = Array.isArray(value) ? value : null;
    if (list?.every((one) => typeof one === 'number')) return list as readonly number[];
    return settings.number(key, standard);
  };
  const scale = read('scale', 1);
  const offset = read('offset', 0);
  const scaled = builder.add('Mul', [onlyInput(context), builder.floats(scale)]);
  return offset === 0 ? scaled : builder.add('Add', [scaled, builder.floats(offset)]);
};

export const NORMS: Readonly<Record<string, LayerTranslation>> = {
  BatchNormalization: batchNorm,
  LayerNormalization: layerNorm,
  GroupNormalization: groupNorm,
  Normalization: normalization,
  Rescaling: rescaling,
  RMSNormalization: (context) => overRoot(context, 'scale', RMS_EPSILON),
  UnitNormalization: unitNorm,
};
