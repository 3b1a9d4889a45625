import { multiplyAdds, type NetworkNode, product, type Shape, type ShapedNode, shapeNodes } from './network';
import { rectifiedNodes } from './rectified';

/** What is stored as words that may fault. A GRU alone has a hidden state. */
export type Structure = 'weights' | 'biases' | 'activations' | 'hiddenState';

/** What a network looks at; each kind has one generated set and its own real ones. */
export type DataKind = 'digits' | 'pictures' | 'speech' | 'photos';

/**
 * Data that a set of weights was trained on; also the sets that can be named in a link without a
 * digest.
 */
export const TRAINING_SETS = ['generated', 'mnist', 'cifar10', 'fsdd', 'imagenet'] as const;
export type TrainingSet = (typeof TRAINING_SETS)[number];

/** One tensor of trained numbers of a layer as the fault engine sees it. */
export interface KernelDescription {
  readonly name: 'kernel' | 'recurrentKernel' | 'bias';
  /**
   * [inputs, units], or [height, width, channels, filters] of a convolution; of a bias one number
   * for each column.
   */
  readonly shape: Shape;
  /** Fixed number in every fault stream: part of the meaning of each link, never renumbered. */
  readonly tensor: number;
}

/** A layer with weights. */
export interface LayerDescription {
  /** The paper's name in lower case, unique in the model; also the tfjs layer name: `fc-1`. */
  readonly name: string;
  readonly kind: 'conv' | 'dense' | 'gru';
  /** In the order in which the layer stores them; the bias follows. */
  readonly kernels: readonly KernelDescription[];
  readonly bias: KernelDescription;
  /** Layer block of the paper's figures: `lb-1`, `fc-1`. */
  readonly block: string;
}

/**
 * A part of a node's output that is stored: all of it, or what a recurrent cell keeps at every
 * step.
 */
export type BufferPart = 'output' | 'update' | 'reset' | 'candidate' | 'hidden';

/**
 * Words that an inference writes and reads back, for one sample (Ares, Sec. 3.2: dynamic
 * injection).
 */
export interface ActivationBuffer {
  readonly structure: 'activations' | 'hiddenState';
  /** The node that writes it. */
  readonly node: string;
  readonly part: BufferPart;
  /** The layer that it is chosen with: its own, or that whose outputs a pool takes. */
  readonly layer: string;
  /** Fixed number in every fault stream, apart from those of trained tensors. */
  readonly tensor: number;
  /** Time steps that write it one after the other; 1 outside recurrent cells. */
  readonly steps: number;
  /** Words that one step writes. */
  readonly wordsPerStep: number;
  /** Words that it holds: those of all steps, or of one where each step writes over the last. */
  readonly numWords: number;
  /** No value that is written is below 0: all come out of ReLUs. */
  readonly rectified: boolean;
}

/** The paper's row of Table 1, but for the counts that every implementation shares. */
interface PaperRow {
  readonly weightFormat: string;
  readonly activationFormat: string;
  readonly errorPercent: number;
}

/**
 * One network of Table 1 as plain data: enough for panels and link validation without loading tfjs.
 */
export interface ModelDescription {
  readonly id: string;
  readonly title: string;
  readonly dataKind: DataKind;
  /** Shape of one sample as the first node takes it. */
  readonly inputShape: Shape;
  readonly numClasses: number;
  readonly nodes: readonly ShapedNode[];
  readonly layers: readonly LayerDescription[];
  /** In the order in which an inference writes them. */
  readonly buffers: readonly ActivationBuffer[];
  /** Weight type that the model starts with: the paper's, and of a mini network its original's. */
  readonly weightFormat: string;
  /** Likewise the type of activations and hidden state. */
  readonly activationFormat: string;
  /** Null for networks that Table 1 does not list. */
  readonly paper: PaperRow | null;
  /**
   * Sets whose weights ship with the explorer, the generated one first; empty where the reader
   * brings a weight file.
   */
  readonly weights: readonly TrainingSet[];
}

/** What tells one model of the catalogue from another; the rest follows. */
type ModelSource = Omit<ModelDescription, 'nodes' | 'layers' | 'buffers' | 'numClasses'> & {
  readonly nodes: readonly NetworkNode[];
};

/**
 * Derives shapes and layers. Tensors are numbered through the layers with weights: kernel, a
 * recurrent cell's second kernel, bias; LeNetFC's kernels are 0, 2 and 4. Batch normalisation is
 * stored in no words of the paper and has no numbers.
 */
export function describeModel(source: ModelSource): ModelDescription {
  const nodes = shapeNodes(source.inputShape, source.nodes);
  let tensor = 0;
  const layers = nodes.flatMap(({ node, inputShapes }): LayerDescription[] => {
    const channels = inputShapes[0]!.at(-1)!;
    const kernels = kernelShapes(node, channels).map(([name, shape]) => ({ name, shape, tensor: tensor++ }));
    if (kernels.length === 0) return [];
    const bias = { name: 'bias', shape: [kernels[0]!.shape.at(-1)!], tensor: tensor++ } as const;
    const { name, block = node.name } = node;
    return [{ name, kind: node.kind as LayerDescription['kind'], kernels, bias, block }];
  });
  const buffers = describeBuffers(nodes);
  return { ...source, nodes, layers, buffers, numClasses: nodes.at(-1)!.outputShape[0]! };
}

/** Number of the first buffer; trained tensors stay far below. */
const FIRST_BUFFER = 2 ** 16;
/** Numbers that each storing node takes, so that a cell's parts never renumber what follows. */
const PARTS: readonly BufferPart[] = ['output', 'update', 'reset', 'candidate', 'hidden'];

function describeBuffers(nodes: readonly ShapedNode[]): ActivationBuffer[] {
  const rectified = rectifiedNodes(nodes.map(({ node }) => node));
  let layer = '';
  let index = 0;
  return nodes.flatMap((shaped): ActivationBuffer[] => {
    const { node, outputShape } = shaped;
    if (numActivations(shaped) === 0) return [];
    if (kernelShapes(node, 1).length > 0) layer = node.name;
    const first = FIRST_BUFFER + 8 * index++;
    const buffer = (part: BufferPart, steps: number, wordsPerStep: number): ActivationBuffer => ({
      structure: part === 'hidden' ? 'hiddenState' : 'activations',
      node: node.name,
      part,
      layer,
      tensor: first + PARTS.indexOf(part),
      steps,
      wordsPerStep,
      numWords: part === 'hidden' ? wordsPerStep : steps * wordsPerStep,
      rectified: rectified.has(node.name),
    });
    if (node.kind !== 'gru') return [buffer('output', 1, product(outputShape))];
    const [steps, units] = outputShape as [number, number];
    const recurrent = (['update', 'reset', 'candidate', 'hidden'] as const).map((part) =>
      buffer(part, steps, units),
    );
    return [...recurrent, buffer('output', 1, steps * units)];
  });
}

function kernelShapes(node: NetworkNode, channels: number): [KernelDescription['name'], Shape][] {
  switch (node.kind) {
    case 'conv':
      return [['kernel', [node.kernelSize, node.kernelSize, channels, node.filters]]];
    case 'dense':
      return [['kernel', [channels, node.units]]];
    case 'gru':
      return [
        ['kernel', [channels, 3 * node.units]],
        ['recurrentKernel', [node.units, 3 * node.units]],
      ];
    default:
      return [];
  }
}

/** Number of weights of a layer; biases are not counted (Table 1). */
export function numWeights(layer: LayerDescription): number {
  return layer.kernels.reduce((sum, { shape }) => sum + product(shape), 0);
}

/**
 * Activations of a node for one sample (Table 1): outputs of conv, pooling and dense layers, four
 * vectors a GRU step.
 */
export function numActivations({ node, outputShape }: ShapedNode): number {
  switch (node.kind) {
    case 'conv':
    case 'dense':
    case 'maxPool':
    case 'averagePool':
      return product(outputShape);
    case 'gru':
      return 4 * product(outputShape);
    default:
      return 0;
  }
}

/** Layer blocks in network order, each with the names of its layers (Fig. 4). */
export function layerBlocks(model: ModelDescription): ReadonlyMap<string, readonly string[]> {
  const blocks = new Map<string, string[]>();
  for (const { name, block } of model.layers) blocks.set(block, [...(blocks.get(block) ?? []), name]);
  return blocks;
}

/** Multiply-adds of one sample through the network. */
export function modelMultiplyAdds(model: ModelDescription): number {
  return model.nodes.reduce((sum, node) => sum + multiplyAdds(node), 0);
}
