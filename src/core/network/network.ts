/**
 * Dimensions of one sample or of a node's output, without the batch dimension: [height, width,
 * channels].
 */
export type Shape = readonly number[];

/** Operation of a node, with sizes as in Keras. Kernels of convolutions and pools are square. */
type NodeKind =
  | {
      readonly kind: 'conv';
      readonly filters: number;
      readonly kernelSize: number;
      readonly strides: number;
      readonly padding: 'valid' | 'same';
      readonly relu: boolean;
    }
  | { readonly kind: 'dense'; readonly units: number; readonly relu: boolean }
  /** Outputs all time steps. */
  | { readonly kind: 'gru'; readonly units: number }
  | { readonly kind: 'batchNorm'; readonly epsilon: number }
  | { readonly kind: 'relu' }
  | { readonly kind: 'zeroPad'; readonly pixels: number }
  | { readonly kind: 'maxPool'; readonly size: number; readonly strides: number }
  /** Mean of each channel over the whole picture. */
  | { readonly kind: 'averagePool' }
  | { readonly kind: 'add' }
  | { readonly kind: 'flatten' }
  /** Active in training only. */
  | { readonly kind: 'dropout'; readonly rate: number };

/** One node of a network's graph. */
export type NetworkNode = NodeKind & {
  /** Unique in the network: the name in the paper in lower case, where it has one. */
  readonly name: string;
  /**
   * Names of the nodes that this one reads, all earlier in the list. Undefined: the node before it,
   * or the network's input.
   */
  readonly inputs?: readonly string[];
  /** Layer block of the paper's figures that a layer with weights belongs to (Fig. 4). */
  readonly block?: string;
  /** Names of this layer in the weight files that Keras publishes, newest last. */
  readonly kerasNames?: readonly string[];
};

/** A node with its input and output shapes. */
export interface ShapedNode {
  readonly node: NetworkNode;
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
}

/**
 * Computes the shapes of all nodes, starting from `inputShape`. Throws RangeError if a node's input
 * does not come before it in the list.
 */
export function shapeNodes(inputShape: Shape, nodes: readonly NetworkNode[]): ShapedNode[] {
  const shaped: ShapedNode[] = [];
  const outputs = new Map<string, Shape>();
  let before = inputShape;
  for (const node of nodes) {
    const inputShapes = node.inputs?.map((name) => {
      const shape = outputs.get(name);
      if (shape === undefined)
        throw new RangeError(`Node ${node.name} reads ${name}: expected a node before it`);
      return shape;
    }) ?? [before];
    before = outputShapeOf(node, inputShapes[0]!);
    outputs.set(node.name, before);
    shaped.push({ node, inputShapes, outputShape: before });
  }
  return shaped;
}

function outputShapeOf(node: NetworkNode, input: Shape): Shape {
  const [height, width, channels] = input as [number, number, number];
  switch (node.kind) {
    case 'conv': {
      const { kernelSize, strides, padding } = node;
      const shrink = padding === 'valid' ? kernelSize - 1 : 0;
      return [Math.ceil((height - shrink) / strides), Math.ceil((width - shrink) / strides), node.filters];
    }
    case 'maxPool': {
      const shrink = node.size - 1;
      return [
        Math.ceil((height - shrink) / node.strides),
        Math.ceil((width - shrink) / node.strides),
        channels,
      ];
    }
    case 'zeroPad':
      return [height + 2 * node.pixels, width + 2 * node.pixels, channels];
    case 'averagePool':
      return [channels];
    case 'dense':
    case 'gru':
      return [...input.slice(0, -1), node.units];
    case 'flatten':
      return [product(input)];
    case 'batchNorm':
    case 'relu':
    case 'add':
    case 'dropout':
      return input;
    default:
      throw node satisfies never;
  }
}

/** Name of a stored tensor in its node, as in the explorer's weight files. */
export type TensorName =
  | 'kernel'
  | 'recurrentKernel'
  | 'bias'
  | 'gamma'
  | 'beta'
  | 'moving_mean'
  | 'moving_variance';

/** Returns names and shapes of the tensors that a node stores, in Keras's order. */
export function nodeTensors({ node, inputShapes }: ShapedNode): readonly (readonly [TensorName, Shape])[] {
  const channels = inputShapes[0]!.at(-1)!;
  switch (node.kind) {
    case 'conv':
      return [
        ['kernel', [node.kernelSize, node.kernelSize, channels, node.filters]],
        ['bias', [node.filters]],
      ];
    case 'dense':
      return [
        ['kernel', [channels, node.units]],
        ['bias', [node.units]],
      ];
    case 'gru':
      return [
        ['kernel', [channels, 3 * node.units]],
        ['recurrentKernel', [node.units, 3 * node.units]],
        ['bias', [3 * node.units]],
      ];
    case 'batchNorm':
      return (['gamma', 'beta', 'moving_mean', 'moving_variance'] as const).map((name) => [name, [channels]]);
    default:
      return [];
  }
}

/** Number of values in a shape. */
export function product(shape: Shape): number {
  return shape.reduce((size, length) => size * length, 1);
}

/**
 * Number of multiply-adds of a node for one sample. Only convolutions, dense layers and recurrent
 * cells count, as is usual.
 */
export function multiplyAdds({ node, inputShapes, outputShape }: ShapedNode): number {
  const input = inputShapes[0]!;
  switch (node.kind) {
    case 'conv':
      return product(outputShape) * node.kernelSize ** 2 * input.at(-1)!;
    case 'dense':
      return product(outputShape) * input.at(-1)!;
    case 'gru':
      return input[0]! * 3 * node.units * (input[1]! + node.units);
    default:
      return 0;
  }
}
