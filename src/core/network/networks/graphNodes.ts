import type { GraphTensor } from '../graphModel';
import type { GraphOperation } from '../graphOperation';
import type { TrainedStructure } from '../model';
import type { Shape, ShapedNode, TensorRole } from '../network';

/** A tensor that a node stores. A null structure: a constant, which is not stored as words. */
export type NodeTensor = readonly [role: TensorRole, structure: TrainedStructure | null, shape: Shape];

/** Output of a node, or the network's input, which has the name ''. */
export interface NodeOutput {
  readonly name: string;
  readonly shape: Shape;
}

/**
 * Nodes of a network of the catalogue and their stored tensors, in the order in which they are
 * added. Output shapes are given: a test compares them with those of `operatorShape`, which the
 * page need not load.
 */
export class GraphNodes {
  readonly nodes: ShapedNode[] = [];
  readonly tensors: GraphTensor[] = [];

  /** Adds a node of a block and returns its output. Its tensors are named `node/role`. */
  add(
    name: string,
    operation: GraphOperation,
    inputs: readonly NodeOutput[],
    outputShape: Shape,
    tensors: readonly NodeTensor[] = [],
    block = name,
  ): NodeOutput {
    const stored = tensors.map(([role, structure, shape]) => ({
      role,
      structure,
      shape,
      name: `${name}/${role}`,
    }));
    this.tensors.push(
      ...stored.map(({ name: tensor, shape, structure }) => ({ name: tensor, shape, structure })),
    );
    this.nodes.push({
      node: { ...operation, name, inputs: inputs.map((input) => input.name), block },
      inputShapes: inputs.map(({ shape }) => shape),
      outputShape,
      tensors: stored.map(({ role, name: tensor, shape }) => ({ role, tensor, shape })),
    });
    return { name, shape: outputShape };
  }
}
