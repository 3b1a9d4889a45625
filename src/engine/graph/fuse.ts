import type { GraphOperation } from '../../core/network/graphOperation';
import type { UnaryFunction } from '../../core/network/operators';
import type { BuiltNode } from './graphBuilder';
import { mergeTwins } from './mergeTwins';
import { lastAxes, recognize } from './recognize';
import type { Constant, NodeOutput } from './values';

/** Functions that a node computes after its own sums. */
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
 * Recognises operations that are spelled in several nodes, and joins nodes: an added vector becomes
 * the bias of the node before it, a function of one value its activation, and rearrangements in a
 * row become one. Nodes that the output does not need are left out.
 */
export function fuse(built: readonly BuiltNode[], end: NodeOutput): readonly BuiltNode[] {
  const { nodes, output } = mergeTwins(built, end);
  const byId = new Map<string, BuiltNode>();
  /** Node that took the place of another one. */
  const places = new Map<string, string>();
  const placeOf = (id: string): string => {
    const next = places.get(id);
    return next === undefined ? id : placeOf(next);
  };
  const recognized = liveNodes(recognize(nodes), output.node);
  const numReaders = countReaders(recognized, output);
  for (const node of recognized) {
    const inputs = node.inputs.map((input) => ({ ...input, node: placeOf(input.node) }));
    const current = { ...node, inputs };
    const before = inputs.length === 1 ? byId.get(inputs[0]!.node) : undefined;
    const joined = before !== undefined && numReaders.get(before.id) === 1 ? join(before, current) : null;
    if (joined !== null) {
      // The joined node stands in the place of the last one, so that all its inputs come before it.
      byId.delete(before!.id);
      places.set(before!.id, joined.id);
    }
    const result = joined ?? current;
    if (!changesNothing(result)) {
      byId.set(result.id, result);
      continue;
    }
    const source = result.inputs[0]!.node;
    places.set(result.id, source);
    numReaders.set(source, numReaders.get(source)! - 1 + numReaders.get(result.id)!);
  }
  return liveNodes([...byId.values()], placeOf(output.node));
}

/** Returns true for a node that returns its input as it is. The network's input needs one. */
function changesNothing({ operation, inputs, output }: BuiltNode): boolean {
  if (inputs[0]?.node === '') return false;
  if (operation.kind === 'reshape') return inputs[0]!.shape.join() === output.shape.join();
  return operation.kind === 'transpose' && operation.permutation.every((axis, at) => axis === at);
}

function countReaders(nodes: readonly BuiltNode[], output: NodeOutput): Map<string, number> {
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
  if (first.kind === 'transpose' && second.kind === 'transpose') {
    const permutation = second.permutation.map((axis) => first.permutation[axis]!);
    return { ...whole, operation: { kind: 'transpose', permutation } };
  }
  if (first.kind === 'unary' && second.kind === 'unary') {
    const joined = joinScales(first.function, second.function);
    return joined && { ...whole, operation: { kind: 'unary', function: joined } };
  }
  if (first.kind === 'layerNorm' && before.uses.length === 1) {
    const offset = addedTensor(second, node);
    const constant = offset && lastAxes(offset, node.output.shape, first.numAxes);
    return constant && { ...whole, uses: [...before.uses, { role: 'beta', constant }] };
  }
  if (!takesActivation(first) || first.activation !== undefined || before.output.type !== 'float32')
    return null;
  if (second.kind === 'unary' && ACTIVATIONS.has(second.function.name))
    return { ...whole, operation: { ...first, activation: second.function } };
  if (first.kind === 'foldedNorm' || first.kind === 'binary') return null;
  const added = before.uses.length === 1 ? addedTensor(second, node) : null;
  const constant = added && lastAxes(added, node.output.shape, 1);
  return constant && { ...whole, uses: [...before.uses, { role: 'bias', constant }] };
}

function takesActivation(
  operation: GraphOperation,
): operation is Extract<GraphOperation, { readonly activation?: UnaryFunction }> {
  return ['convolution', 'convTranspose', 'linear', 'foldedNorm', 'binary'].includes(operation.kind);
}

/** Returns one function that scales and shifts as two do. Null: they do something else. */
function joinScales(first: UnaryFunction, second: UnaryFunction): UnaryFunction | null {
  if (first.name !== 'affine' || second.name !== 'affine') return null;
  const scale = first.scale * second.scale;
  return { name: 'affine', scale, offset: first.offset * second.scale + second.offset };
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
