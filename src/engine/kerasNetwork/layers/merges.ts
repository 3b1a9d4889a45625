import { int } from '../../source/sourceBuilder';
import { inputsRefusal, type LayerContext, type LayerTranslation } from '../layerContext';

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

export const MERGES: Readonly<Record<string, LayerTranslation>> = {
  Add: merge('Sum'),
  Subtract: subtract,
  Multiply: multiply,
  Average: merge('Mean'),
  Maximum: merge('Max'),
  Minimum: merge('Min'),
  Concatenate: concatenate,
};
