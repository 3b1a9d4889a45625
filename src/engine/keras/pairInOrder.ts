import type { NetworkNode, Shape, ShapedNode } from '../../core/network/network';

/**
 * A layer of a weight file without its model: what it is called and the shapes of its tensors, in
 * the roles' order.
 */
export interface StoredShapes {
  readonly name: string;
  readonly shapes: readonly Shape[];
}

/** A node with weights: what the file must store for it. */
interface WantedShapes {
  readonly shaped: ShapedNode;
  readonly shapes: readonly Shape[];
}

/** Two nodes that a layer could be: nothing in the file says which. */
interface AmbiguousLayer {
  readonly layer: string;
  readonly nodes: readonly string[];
}

/** The file's layer of each node, by the node's name. */
export type Pairs = ReadonlyMap<string, string>;

/**
 * Pairs the layers of a weight file with a network's nodes by the shapes of their tensors and their
 * order, each list of `sequences` in an order in which the network could be run: a layer is one of
 * the nodes that have these shapes and only take what comes before. Where several do, names decide.
 * Null: no such pairs. An AmbiguousLayer: names do not decide either.
 */
export function pairInOrder(
  wanted: readonly WantedShapes[],
  nodes: readonly ShapedNode[],
  sequences: readonly (readonly StoredShapes[])[],
): Pairs | AmbiguousLayer | null {
  const ancestors = ancestorsOf(nodes);
  const pairs = new Map<string, string>();
  for (const sequence of sequences) {
    const left = new Set(wanted.filter(({ shapes }) => sequence.some((layer) => hasShapes(layer, shapes))));
    for (const layer of sequence) {
      const waiting = [...left].map(({ shaped }) => shaped.node.name);
      const ready = [...left].filter(
        ({ shaped, shapes }) =>
          hasShapes(layer, shapes) && !waiting.some((other) => ancestors.get(shaped.node.name)!.has(other)),
      );
      const named = ready.find(({ shaped }) => namesOf(shaped.node).includes(layer.name));
      const found = ready.length === 1 ? ready[0] : named;
      if (found === undefined) {
        if (ready.length === 0) return null;
        return { layer: layer.name, nodes: ready.map(({ shaped }) => shaped.node.name) };
      }
      left.delete(found);
      pairs.set(found.shaped.node.name, layer.name);
    }
  }
  return pairs.size === wanted.length ? pairs : null;
}

/** Whether a layer of a file stores tensors of these shapes. */
export function hasShapes(layer: StoredShapes | undefined, shapes: readonly Shape[]): boolean {
  return layer !== undefined && JSON.stringify(layer.shapes) === JSON.stringify(shapes);
}

/** Names of a node in files: the catalogue's, and those that Keras publishes. */
export function namesOf({ name, kerasNames = [] }: NetworkNode): readonly string[] {
  return [name, ...kerasNames];
}

/** All nodes that a node's value depends on. */
function ancestorsOf(nodes: readonly ShapedNode[]): ReadonlyMap<string, ReadonlySet<string>> {
  const ancestors = new Map<string, ReadonlySet<string>>();
  let before: string | undefined;
  for (const { node } of nodes) {
    const sources = node.inputs ?? (before === undefined ? [] : [before]);
    ancestors.set(node.name, new Set(sources.flatMap((name) => [name, ...ancestors.get(name)!])));
    before = node.name;
  }
  return ancestors;
}
