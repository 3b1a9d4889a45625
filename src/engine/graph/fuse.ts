import type { GraphOperation } from '../../core/network/operatorShapes';
import type { UnaryFunction } from '../../core/network/operators';
import type { BuiltNode } from './graphBuilder';
import { lastAxes, recognize } from './recognize';
import type { Constant, NodeOutput } from './values';

/** Functions that a node with a kernel computes after its bias. */
const ACTIVATIONS: ReadonlySet<UnaryFunction['name']> = new Set([
  'relu',
  'leakyRelu',
  'elu',
  'celu',
  'selu',
  'thresholdedRelu',
  'hardSigmoid',
  'clip',
  'sigmoid',
  'tanh',
  'softplus',
  'softsign',
  'silu',
  'mish',
  'hardSwish',
  'gelu',
  'geluTanh',
]);

/**
 * Recognises operations that are spelled in several nodes, and joins nodes: an added vector
 * becomes the bias of the node before it, a function of one value its
 * activation, and rearrangements in a row become one. Nodes that the output does not need are left
 * out.
 */
export function fuse(nodes: readonly BuiltNode[], output: NodeOutput): readonly BuiltNode[] {
  const byId = new Map<string, BuiltNode>();
  /** Node that took the place of another one. */
  const places = new Map<string, string>();
  const recognized = liveNodes(recognize(nodes), output.node);
  const numReaders = countReaders(recognized, output);
  for (const node of recognized) {
    const inputs = node.inputs.map((input) => ({ ...input, node: places.get(input.node) ?? input.node }));
    const current = { ...node, inputs };
    const before = inputs.length === 1 ? byId.get(inputs[0]!.node) : undefined;
    const isOnlyReader = before !== undefined && numReaders.get(node.inputs[0]!.node) === 1;
    const joined = isOnlyReader ? join(before, current) : null;
    if (joined === null) {
      byId.set(current.id, current);
      continue;
    }
    // The joined node stands in the place of the last one, so that all its inputs come before it.
    byId.delete(before!.id);
    byId.set(joined.id, joined);
    places.set(before!.id, joined.id);
  }
  return liveNodes([...byId.values()], output.node);
}

function countReaders(nodes: readonly BuiltNode[], output: NodeOutput): ReadonlyMap<string, number> {
  const counts = new Map([[output.node, 1]]);
  for (const { node } of nodes.flatMap(({ inputs }) => inputs)) counts.set(node, (counts.get(node) ?? 0) + 1);
  return counts;
}

/** Returns one node that does the work of two. Null: there is none. */
function join(before: BuiltNode, node: BuiltNode): BuiltNode | null {
  const sources = [...before.sources, ...node.sources];
  const whole = { ...before, id: node.id, output: node.output, sources };
  const first = before.operation;
  const second = node.operation;
  if (first.kind === 'reshape' && second.kind === 'reshape') return { ...whole, operation: second };
  if (first.kind === 'layerNorm' && before.uses.length === 1) {
    const offset = addedTensor(second, node);
    const constant = offset && lastAxes(offset, node.output.shape, first.numAxes);
    return constant && { ...whole, uses: [...before.uses, { role: 'beta', constant }] };
  }
  if (first.kind !== 'convolution' && first.kind !== 'convTranspose' && first.kind !== 'linear') return null;
  if (first.activation !== undefined) return null;
  if (second.kind === 'unary' && ACTIVATIONS.has(second.function.name))
    return { ...whole, operation: { ...first, activation: second.function } };
  const added = before.uses.length === 1 ? addedTensor(second, node) : null;
  const constant = added && lastAxes(added, node.output.shape, 1);
  return constant && { ...whole, uses: [...before.uses, { role: 'bias', constant }] };
}

/** Returns the stored tensor that a node adds to its input. Null: it does something else. */
function addedTensor(operation: GraphOperation, { uses, inputs }: BuiltNode): Constant | null {
  const isSum = operation.kind === 'binary' && operation.function === 'add' && inputs.length === 1;
  return isSum ? (uses[0]?.constant ?? null) : null;
}

/** Returns the nodes that the output depends on, in their order. */
function liveNodes(nodes: readonly BuiltNode[], output: string): readonly BuiltNode[] {
  const live = new Set([output]);
  for (const { id, inputs } of nodes.toReversed()) {
    if (live.has(id)) for (const { node } of inputs) live.add(node);
  }
  return nodes.filter(({ id }) => live.has(id));
}
