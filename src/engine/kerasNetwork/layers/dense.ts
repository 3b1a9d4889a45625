import { int } from '../../source/sourceBuilder';
import { type LayerContext, type LayerTranslation, onlyInput, tensorNames, withBias } from '../layerContext';
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

/** Roles of the tensors of an attention, each a kernel and perhaps its bias. */
const PARTS = ['query', 'key', 'value', 'attention_output'];

/** Attention of several heads to one sequence, [batch, steps, features]. */
const multiHeadAttention: LayerTranslation = async (context) => {
  const { builder, settings } = context;
  const heads = settings.count('num_heads');
  const size = settings.count('key_dim');
  const valueSize = settings.count('value_dim', size);
  settings.ignore('query_shape', 'key_shape', 'value_shape');
  settings.off('output_shape', 'sliding_window', 'use_gate');
  if (settings.axes('attention_axes', 1).join() !== '1')
    throw settings.refusal('attention_axes', settings.value('attention_axes'));
  const hasBias = settings.flag('use_bias', true);
  const roles = PARTS.flatMap((part) => [`${part}/kernel`, ...(hasBias ? [`${part}/bias`] : [])]);
  const tensors = await context.tensors(roles);
  const partOf = (part: number) => {
    const [kernel, bias] = tensors.slice(part * (hasBias ? 2 : 1));
    return { kernel: kernel!, bias: hasBias ? bias!.name : null };
  };
  const [query, value, key] = attended(context);
  const project = (part: number, x: string, length: number) => {
    const { kernel, bias } = partOf(part);
    const matrix = builder.reshape(kernel.name, [kernel.shape[0]!, heads * length]);
    const product = builder.add('MatMul', [x, matrix]);
    const sum =
      bias === null ? product : builder.add('Add', [product, builder.reshape(bias, [heads * length])]);
    return builder.transpose(builder.reshape(sum, [0, 0, heads, length]), [0, 2, 1, 3]);
  };
  const queries = project(0, query, size);
  const keys = builder.transpose(project(1, key, size), [0, 1, 3, 2]);
  const values = project(2, value, valueSize);
  const scaled = builder.add('Mul', [queries, builder.floats(1 / Math.sqrt(size))]);
  const weights = builder.add('Softmax', [builder.add('MatMul', [scaled, keys])], { axis: int(-1) });
  const mixed = builder.transpose(builder.add('MatMul', [weights, values]), [0, 2, 1, 3]);
  const { kernel, bias } = partOf(3);
  const matrix = builder.reshape(kernel.name, [heads * valueSize, kernel.shape.at(-1)!]);
  const output = builder.add('MatMul', [builder.reshape(mixed, [0, 0, heads * valueSize]), matrix]);
  return bias === null ? output : builder.add('Add', [output, bias]);
};

/** Returns the query, the value and the key of an attention. */
function attended({ inputs, named, settings }: LayerContext): readonly [string, string, string] {
  const query = inputs[0] ?? named.get('query');
  const value = inputs[1] ?? named.get('value');
  const others = [...named.keys()].filter((name) => !['query', 'value', 'key'].includes(name));
  if (query === undefined || value === undefined || inputs.length > 3 || others.length > 0)
    throw settings.refusal('inputs', [...inputs, ...named.keys()]);
  return [query, value, inputs[2] ?? named.get('key') ?? value];
}

export const DENSE: Readonly<Record<string, LayerTranslation>> = {
  Dense: dense,
  Embedding: embedding,
  MultiHeadAttention: multiHeadAttention,
};
