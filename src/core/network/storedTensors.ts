import type { Shape, ShapedNode } from './network';

/** A stored tensor of a network: a kernel, a bias, or a constant of a batch normalisation. */
export interface StoredTensor {
  /** Names of node and tensor, `fc-1/kernel`, or its name in a reader's file. */
  readonly name: string;
  readonly shape: Shape;
}

/**
 * Returns the stored tensors of a network of the catalogue in the order of weight files: nodes that
 * are farther from the output come first, as in Keras.
 */
export function storedTensors(nodes: readonly ShapedNode[]): StoredTensor[] {
  const distances = distancesToOutput(nodes);
  return nodes
    .toSorted((a, b) => distances.get(b.node.name)! - distances.get(a.node.name)!)
    .flatMap(({ tensors }) => tensors.map(({ tensor, shape }) => ({ name: tensor, shape })));
}

/** Number of nodes on the longest way from each node to the output. */
function distancesToOutput(nodes: readonly ShapedNode[]): ReadonlyMap<string, number> {
  const distances = new Map<string, number>();
  for (const [index, { node }] of [...nodes.entries()].toReversed()) {
    const distance = distances.get(node.name) ?? 0;
    distances.set(node.name, distance);
    const before = index === 0 ? [] : [nodes[index - 1]!.node.name];
    for (const input of node.inputs ?? before)
      distances.set(input, Math.max(distances.get(input) ?? 0, distance + 1));
  }
  return distances;
}
