import type { UnaryFunction } from '../operators';
import type { GraphNodes, NodeOutput } from './graphNodes';

const EPSILON = 1e-5;

/** Sizes of a transformer's blocks. */
export interface TransformerSizes {
  readonly numBlocks: number;
  /** Attention heads of a block; `width` is a multiple of it. */
  readonly heads: number;
  /** Units of the first dense layer after an attention. */
  readonly hidden: number;
  /** True if a position reads itself and those before it alone. */
  readonly isCausal: boolean;
}

/** Product with a stored kernel and a bias over the last axis. */
export function linear(
  graph: GraphNodes,
  name: string,
  input: NodeOutput,
  units: number,
  block = name,
  activation?: UnaryFunction,
): NodeOutput {
  const { shape } = input;
  const operation = { kind: 'linear', units, ...(activation && { activation }) } as const;
  return graph.add(
    name,
    operation,
    [input],
    [...shape.slice(0, -1), units],
    [
      ['kernel', 'weights', [shape.at(-1)!, units]],
      ['bias', 'biases', [units]],
    ],
    block,
  );
}

/** Mean 0 and variance 1 of each position, then a stored scale and offset. */
export function layerNorm(graph: GraphNodes, name: string, input: NodeOutput, block?: string): NodeOutput {
  const channels = input.shape.slice(-1);
  return graph.add(
    name,
    { kind: 'layerNorm', numAxes: 1, epsilon: EPSILON },
    [input],
    input.shape,
    [
      ['gamma', 'norms', channels],
      ['beta', 'norms', channels],
    ],
    block,
  );
}

/** Adds a stored vector to each position [positions, width]. */
export function addPositions(graph: GraphNodes, input: NodeOutput): NodeOutput {
  return graph.add(
    'positions',
    { kind: 'binary', function: 'add', operands: ['input', 'tensor'] },
    [input],
    input.shape,
    [['operand', 'biases', input.shape]],
  );
}

/**
 * Adds the blocks of a transformer over [positions, width], with normalisation first (Xiong et al.
 * 2020).
 */
export function transformerBlocks(graph: GraphNodes, input: NodeOutput, sizes: TransformerSizes): NodeOutput {
  return Array.from({ length: sizes.numBlocks }).reduce<NodeOutput>(
    (before, _, index) => transformerBlock(graph, before, sizes, `block-${index + 1}`),
    input,
  );
}

/**
 * Attention, then two dense layers over each position, with a shortcut around either.
 *
 * Head h has the columns [h · size, (h + 1) · size) of queries, keys and values, size = width /
 * heads. Queries are stored divided by sqrt(size).
 */
function transformerBlock(
  graph: GraphNodes,
  input: NodeOutput,
  { heads, hidden, isCausal }: TransformerSizes,
  block: string,
): NodeOutput {
  const [positions, width] = input.shape as [number, number];
  const size = width / heads;
  const named = (name: string) => `${block}-${name}`;
  const view = (name: string, from: NodeOutput, permutation: readonly number[]) => {
    const split = graph.add(
      named(`${name}-split`),
      { kind: 'reshape', shape: [positions, heads, size] },
      [from],
      [positions, heads, size],
    );
    const shape = permutation.map((axis) => split.shape[axis]!);
    return graph.add(named(`${name}-heads`), { kind: 'transpose', permutation }, [split], shape);
  };
  const matMul = (name: string, a: NodeOutput, b: NodeOutput) =>
    graph.add(
      named(name),
      { kind: 'matMul', operands: ['input', 'input'] },
      [a, b],
      [heads, positions, b.shape[2]!],
    );
  const sum = (name: string, a: NodeOutput, b: NodeOutput) =>
    graph.add(named(name), { kind: 'add' }, [a, b], a.shape);

  const normed = layerNorm(graph, named('norm-1'), input, block);
  const scale = { name: 'affine', scale: 1 / Math.sqrt(size), offset: 0 } as const;
  const query = linear(graph, named('query'), normed, width, block, scale);
  const key = linear(graph, named('key'), normed, width, block);
  const value = linear(graph, named('value'), normed, width, block);
  let scores = matMul('scores', view('query', query, [1, 0, 2]), view('key', key, [1, 2, 0]));
  if (isCausal)
    scores = graph.add(
      named('mask'),
      { kind: 'binary', function: 'add', operands: ['input', 'tensor'] },
      [scores],
      scores.shape,
      [['mask', null, [1, positions, positions]]],
    );
  const shares = graph.add(
    named('shares'),
    { kind: 'softmax', axis: 2, isLog: false },
    [scores],
    scores.shape,
  );
  const mixed = matMul('mixed', shares, view('value', value, [1, 0, 2]));
  const merged = graph.add(
    named('mixed-positions'),
    { kind: 'transpose', permutation: [1, 0, 2] },
    [mixed],
    [positions, heads, size],
  );
  const joined = graph.add(
    named('mixed-joined'),
    { kind: 'reshape', shape: input.shape },
    [merged],
    input.shape,
  );
  const attended = sum('sum-1', linear(graph, named('output'), joined, width, block), input);
  const expanded = linear(
    graph,
    named('fc-1'),
    layerNorm(graph, named('norm-2'), attended, block),
    hidden,
    block,
    { name: 'gelu' },
  );
  return sum('sum-2', linear(graph, named('fc-2'), expanded, width, block), attended);
}
