import { int, ints } from '../../source/sourceBuilder';
import { inputsRefusal, type LayerContext, type LayerTranslation } from '../layerContext';
import { normalized } from './norms';

function inputsOf({ inputs, named }: LayerContext, wanted?: number): readonly string[] {
  const isRight = named.size === 0 && (wanted === undefined ? inputs.length > 0 : inputs.length === wanted);
  if (isRight) return inputs;
  throw inputsRefusal({ inputs, named });
}

/** Merges values one by one. */
function merge(operator: string): LayerTranslation {
  return (context) => context.builder.add(operator, inputsOf(context));
}

const subtract: LayerTranslation = (context) => context.builder.add('Sub', inputsOf(context, 2));

const multiply: LayerTranslation = (context) => {
  const [first, ...others] = inputsOf(context);
  return others.reduce((product, input) => context.builder.add('Mul', [product, input]), first!);
};

const concatenate: LayerTranslation = (context) => {
  const [axis, ...others] = context.settings.axes('axis', -1);
  if (others.length > 0) throw context.settings.refusal('axis', context.settings.value('axis'));
  return context.builder.add('Concat', inputsOf(context), { axis: int(axis!) });
};

/** Smallest length of a vector that a product of normalised vectors divides by. */
const SHORTEST = 1e-7;

/** Sum of the products of two values along an axis of each. */
const dot: LayerTranslation = (context) => {
  const { builder, settings } = context;
  const stated = settings.axes('axes', Number.NaN);
  const axes = stated.length === 1 ? [stated[0]!, stated[0]!] : stated;
  if (axes.length !== 2 || axes.includes(0)) throw settings.refusal('axes', settings.value('axes'));
  const isNormalized = settings.flag('normalize', false);
  const operands = inputsOf(context, 2).map((x, at) =>
    isNormalized ? normalized(builder, x, axes[at]!, SHORTEST) : x,
  );
  return builder.add('Einsum', operands, { axes: ints(axes) });
};

export const MERGES: Readonly<Record<string, LayerTranslation>> = {
  Add: merge('Sum'),
  Subtract: subtract,
  Multiply: multiply,
  Average: merge('Mean'),
  Maximum: merge('Max'),
  Minimum: merge('Min'),
  Concatenate: concatenate,
  Dot: dot,
};
