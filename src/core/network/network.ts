import type { Operator, ValueType } from './operators';

/**
 * Dimensions of one sample or of a node's output, without the batch dimension: [height, width,
 * channels].
 */
export type Shape = readonly number[];

/**
 * Operation of the catalogue's networks, with sizes as in Keras. Kernels of convolutions and pools
 * are square.
 */
export type CatalogOperation =
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
  | { readonly kind: 'globalAveragePool' }
  | { readonly kind: 'add' }
  | { readonly kind: 'flatten' }
  /** Active in training only. */
  | { readonly kind: 'dropout'; readonly rate: number };

/** Name, inputs and block of a node. */
interface NodePlace {
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
}

/** A node of a catalogue's network. Its shapes and tensors follow from its inputs. */
export type CatalogNode = CatalogOperation & NodePlace;

/** One node of a network's graph. */
export type NetworkNode = CatalogNode | (Operator & NodePlace);

/** Part that a stored tensor plays in a node, as in the explorer's weight files. */
export type TensorRole =
  | 'kernel'
  | 'recurrentKernel'
  | 'bias'
  | 'recurrentBias'
  | 'gamma'
  | 'beta'
  | 'moving_mean'
  | 'moving_variance'
  /** Rows of an embedding. */
  | 'table'
  /** Value of an element-wise function, a product or an index. */
  | 'operand'
  /**
   * Constant that is added to the scores of an attention [1, queries, keys]: 0 where a position may
   * read another, else a low number.
   */
  | 'mask'
  | 'scale'
  | 'zeroPoint'
  | 'initialHidden'
  | 'initialCell'
  | 'peepholes';

/** Consecutive entries of one axis of a stored tensor. */
export interface TensorPart {
  readonly axis: number;
  readonly begin: number;
  readonly length: number;
}

/** A stored tensor as a node reads it. */
export interface TensorUse {
  readonly role: TensorRole;
  /** Name of the stored tensor: `fc-1/kernel`, or its name in a reader's file. */
  readonly tensor: string;
  /** Shape that the node reads. */
  readonly shape: Shape;
  /** Part of the stored tensor that the node reads. Undefined: all of it. */
  readonly part?: TensorPart;
  /** Axes of the stored tensor in the order that the node reads. Undefined: as it is stored. */
  readonly permutation?: readonly number[];
}

/** A node with its input and output shapes and its stored tensors. */
export interface ShapedNode {
  readonly node: NetworkNode;
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  /** In the order in which the node's function takes them. */
  readonly tensors: readonly TensorUse[];
  /** Type of its values. Undefined: float32. */
  readonly type?: ValueType;
}

/**
 * Computes the shapes of all nodes, starting from `inputShape`. Throws RangeError if a node's input
 * does not come before it in the list.
 */
export function shapeNodes(inputShape: Shape, nodes: readonly CatalogNode[]): ShapedNode[] {
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
    const tensors = tensorsOf(node, inputShapes[0]!.at(-1)!).map(
      ([role, shape]): TensorUse => ({ role, tensor: `${node.name}/${role}`, shape }),
    );
    before = outputShapeOf(node, inputShapes[0]!);
    outputs.set(node.name, before);
    shaped.push({ node, inputShapes, outputShape: before, tensors });
  }
  return shaped;
}

function outputShapeOf(node: CatalogNode, input: Shape): Shape {
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
    case 'globalAveragePool':
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

/** Returns roles and shapes of the tensors that a node stores, in Keras's order. */
function tensorsOf(node: CatalogNode, channels: number): readonly (readonly [TensorRole, Shape])[] {
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
      return (['gamma', 'beta', 'moving_mean', 'moving_variance'] as const).map((role) => [role, [channels]]);
    default:
      return [];
  }
}

/** Number of values in a shape. */
export function product(shape: Shape): number {
  return shape.reduce((size, length) => size * length, 1);
}

/**
 * Number of multiply-adds of a node for one sample. Only convolutions, matrix products and
 * recurrent cells count, as is usual.
 */
export function multiplyAdds({ node, inputShapes, outputShape, tensors }: ShapedNode): number {
  const input = inputShapes[0]!;
  switch (node.kind) {
    case 'conv':
      return product(outputShape) * node.kernelSize ** 2 * input.at(-1)!;
    case 'dense':
      return product(outputShape) * input.at(-1)!;
    case 'gru':
      return input[0]! * 3 * node.units * (input[1]! + node.units);
    case 'convolution':
    case 'linear':
      return (product(outputShape) * product(tensors[0]!.shape)) / outputShape.at(-1)!;
    case 'convTranspose':
      return (product(input) * product(tensors[0]!.shape)) / input.at(-1)!;
    case 'matMul': {
      const columns = node.operands[0] === 'input' ? input.at(-1)! : tensors[0]!.shape.at(-1)!;
      return product(outputShape) * columns;
    }
    case 'lstm':
    case 'rnn':
    case 'onnxGru':
      return (
        input[0]! *
        tensors.reduce(
          (sum, { role, shape }) =>
            sum + (role === 'kernel' || role === 'recurrentKernel' ? product(shape) : 0),
          0,
        )
      );
    default:
      return 0;
  }
}
