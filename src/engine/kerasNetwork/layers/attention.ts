import { textOf } from '../../keras/json';
import { int } from '../../source/sourceBuilder';
import { type LayerContext, type LayerTranslation, tensorNames } from '../layerContext';
import { LayerRefusal } from '../settings';

/** Score of a key that a query does not see, as Keras has it: its exponential is 0. */
const UNSEEN = -1e9;

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
  const weights = attentionWeights(context, builder.add('MatMul', [scaled, keys]));
  const mixed = builder.transpose(builder.add('MatMul', [weights, values]), [0, 2, 1, 3]);
  const { kernel, bias } = partOf(3);
  const matrix = builder.reshape(kernel.name, [heads * valueSize, kernel.shape.at(-1)!]);
  const output = builder.add('MatMul', [builder.reshape(mixed, [0, 0, heads * valueSize]), matrix]);
  return bias === null ? output : builder.add('Add', [output, bias]);
};

/** A softmax over the keys. With a causal mask a query sees the keys up to its own place alone. */
function attentionWeights({ builder, call }: LayerContext, scores: string): string {
  const isCausal = call.use_causal_mask ?? false;
  if (isCausal === false) return builder.add('Softmax', [scores], { axis: int(-1) });
  if (isCausal !== true) throw new LayerRefusal(`use_causal_mask = ${textOf(isCausal)}`);
  const BOOL = 9;
  // The last two lengths of the scores: queries and keys.
  const lengths = builder.add('Shape', [scores], { start: int(-2) });
  const ones = builder.add('Expand', [builder.floats(1), lengths]);
  const lower = builder.add('Trilu', [ones], { upper: int(0) });
  const isSeen = builder.add('Cast', [lower], { to: int(BOOL) });
  const masked = builder.add('Where', [isSeen, scores, builder.floats(UNSEEN)]);
  return builder.add('Softmax', [masked], { axis: int(-1) });
}

/** Attention without kernels, to [batch, steps, features]: scores are products with the keys. */
const attention: LayerTranslation = async (context) => {
  const { builder, settings } = context;
  settings.choice('score_mode', ['dot']);
  const [query, value, key] = attended(context);
  const products = builder.add('MatMul', [query, key], { transB: int(1) });
  const [scale] = settings.flag('use_scale', false) ? await tensorNames(context, ['scale']) : [];
  const scores = scale === undefined ? products : builder.add('Mul', [products, scale]);
  return builder.add('MatMul', [attentionWeights(context, scores), value]);
};

/** Attention whose scores are sums over the features of tanh(query + key), each scaled. */
const additiveAttention: LayerTranslation = async (context) => {
  const { builder, settings } = context;
  const [query, value, key] = attended(context);
  const [scale] = settings.flag('use_scale', true) ? await tensorNames(context, ['scale']) : [];
  const [queries, keys] = [
    builder.add('Unsqueeze', [query, builder.wholes([2])]),
    builder.add('Unsqueeze', [key, builder.wholes([1])]),
  ];
  const fits = builder.add('Tanh', [builder.add('Add', [queries, keys])]);
  const scaled = scale === undefined ? fits : builder.add('Mul', [fits, scale]);
  const scores = builder.add('ReduceSum', [scaled, builder.wholes([-1])], { keepdims: int(0) });
  return builder.add('MatMul', [attentionWeights(context, scores), value]);
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

export const ATTENTION: Readonly<Record<string, LayerTranslation>> = {
  Attention: attention,
  AdditiveAttention: additiveAttention,
  MultiHeadAttention: multiHeadAttention,
};
