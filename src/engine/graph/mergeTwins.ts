import { isView } from '../../core/network/nodeKinds';
import type { BuiltNode } from './graphBuilder';
import type { Constant, NodeOutput } from './values';

/**
 * Makes one node of those that return the same numbers of the same words. Writers give each reader
 * of a rounded value a node of its own, but a chip stores the value once.
 */
export function mergeTwins(nodes: readonly BuiltNode[], output: NodeOutput): MergedNodes {
  /** Node that took the place of another one. */
  const places = new Map<string, string>();
  const words = new Set<string>();
  const first = new Map<string, number>();
  const kept: BuiltNode[] = [];
  for (const node of nodes) {
    const inputs = node.inputs.map((input) => ({ ...input, node: places.get(input.node) ?? input.node }));
    const current = { ...node, inputs };
    const readsWords = inputs.length === 1 && words.has(inputs[0]!.node);
    if (node.operation.kind === 'quantize' || (readsWords && keepsWords(node))) words.add(node.id);
    const key = readsWords && restores(node) ? textOf(current) : node.id;
    const twin = first.get(key);
    if (twin === undefined) {
      first.set(key, kept.length);
      kept.push(current);
      continue;
    }
    const { id, sources, ...same } = kept[twin]!;
    places.set(node.id, id);
    kept[twin] = { ...same, id, sources: [...sources, ...node.sources] };
  }
  return { nodes: kept, output: { ...output, node: places.get(output.node) ?? output.node } };
}

/** Nodes with the output of the network. */
interface MergedNodes {
  readonly nodes: readonly BuiltNode[];
  readonly output: NodeOutput;
}

/** Returns true for a node that moves or chooses values, so that words stay words. */
function keepsWords({ operation, id }: BuiltNode): boolean {
  return isView({ ...operation, name: id }) || operation.kind === 'windowMax';
}

/** Returns true for a node that returns the real numbers of words. */
function restores({ operation }: BuiltNode): boolean {
  return (
    operation.kind === 'dequantize' || (operation.kind === 'unary' && operation.function.name === 'affine')
  );
}

/** A text that is equal for nodes that compute the same. */
function textOf({ operation, inputs, uses }: BuiltNode): string {
  const read = uses.map(({ role, constant }) => [role, constantOf(constant)]);
  return JSON.stringify([operation, inputs.map(({ node }) => node), read]);
}

/** A number by its value, which has a name of its own where the file leaves it out. */
function constantOf({ stored, permutation, part, dims }: Constant): unknown {
  const { numbers, recipe, name, type } = stored;
  if (numbers?.length === 1 && recipe === undefined) return [type, numbers[0]];
  return [name, permutation, part ?? null, dims];
}
