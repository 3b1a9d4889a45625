import { int, text } from '../../source/sourceBuilder';
import { type LayerTranslation, onlyInput, tensorNames, withBias } from '../layerContext';
import { activate } from './activations';

const dense: LayerTranslation = async (context) => {
  const { builder, settings } = context;
  settings.ignore('units');
  const [kernel, bias] = await tensorNames(context, withBias(context, 'kernel'));
  const product = builder.add('MatMul', [onlyInput(context), kernel!]);
  return activate(context, bias === undefined ? product : builder.add('Add', [product, bias]));
};

/** Numbers in the input are rounded towards 0, as Keras casts them. */
const embedding: LayerTranslation = async (context) => {
  const { builder, settings } = context;
  settings.ignore('output_dim');
  settings.off('mask_zero');
  const [table] = await tensorNames(context, ['embeddings']);
  const INT32 = 6;
  const indices = builder.add('Cast', [onlyInput(context)], { to: int(INT32) });
  return builder.add('Gather', [table!, indices], { axis: int(0) });
};

/** A product of the input and a kernel that an equation of letters describes. */
const einsumDense: LayerTranslation = async (context) => {
  const { builder, settings } = context;
  settings.ignore('output_shape');
  const equation = settings.value('equation');
  if (typeof equation !== 'string') throw settings.refusal('equation', equation);
  const hasBias = settings.value('bias_axes') !== undefined;
  const [kernel, bias] = await tensorNames(context, hasBias ? ['kernel', 'bias'] : ['kernel']);
  const product = builder.add('Einsum', [onlyInput(context), kernel!], { equation: text(equation) });
  return activate(context, bias === undefined ? product : builder.add('Add', [product, bias]));
};

export const DENSE: Readonly<Record<string, LayerTranslation>> = {
  Dense: dense,
  Embedding: embedding,
  EinsumDense: einsumDense,
};
