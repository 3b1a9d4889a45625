import type { NetworkNode, Shape, ShapedNode } from '../../core/network/network';

/**
 * A layer of a weight file without its model: its name and the shapes of its tensors, in the order
 * of the roles.
 */
export interface StoredShapes {
  readonly name: string;
  readonly shapes: readonly Shape[];
}

/** Shapes that the file must store for a node with weights. */
interface WantedShapes {
  readonly shaped: ShapedNode;
  readonly shapes: readonly Shape[];
}

/** Two nodes that match a layer equally well. */
interface AmbiguousLayer {
  readonly layer: string;
  readonly nodes: readonly string[];
}

/** Name of the file's layer by the node's name. */
export type Pairs = ReadonlyMap<string, string>;

/**
 * Matches the layers of a weight file with a network's nodes by tensor shapes and order. Each list
 * of `sequences` must be in an order in which the network could run: a layer is one of the nodes
 * with these shapes whose inputs all come before. If several nodes fit, names decide.
 *
 * Returns null if there is no match, or an AmbiguousLayer if names do not decide.
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

/** Returns true if a layer of a file stores tensors of these shapes. */
export function hasShapes(layer: StoredShapes | undefined, shapes: readonly Shape[]): boolean {
  return layer !== undefined && JSON.stringify(layer.shapes) === JSON.stringify(shapes);
}

/** Names of a node in files: the catalogue's name, and those that Keras publishes. */
export function namesOf({ name, kerasNames = [] }: NetworkNode): readonly string[] {
  return [name, ...kerasNames];
}

/** Returns all nodes that a node's value depends on, by name. */
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
