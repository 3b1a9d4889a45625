import {
  type CatalogNode,
  multiplyAdds,
  type NetworkNode,
  product,
  type Shape,
  type ShapedNode,
  shapeNodes,
  type TensorRole,
} from './network';
import type { ValueType } from './operators';
import { rectifiedNodes } from './rectified';
import { type StoredTensor, storedTensors } from './storedTensors';

/**
 * Kind of stored values that faults may change. Only recurrent cells have a hidden state. Norms are
 * the scales, offsets, means and variances of normalisations; the catalogue's networks do not store
 * them as words.
 */
export type Structure = 'weights' | 'biases' | 'norms' | 'activations' | 'hiddenState';

/** Structures of trained numbers. */
export type TrainedStructure = Extract<Structure, 'weights' | 'biases' | 'norms'>;

/**
 * Kind of the input of a network of the catalogue. Each kind but text has one published data set,
 * and all but photographs a generated one.
 */
export type CatalogKind = 'digits' | 'pictures' | 'speech' | 'photos' | 'text';

/** Kind of a network's input. `own`: samples that the reader brings with a network. */
export type DataKind = CatalogKind | 'own';

/** Data that a set of weights was trained on. A link may name these sets without a digest. */
export const TRAINING_SETS = ['generated', 'mnist', 'cifar10', 'fsdd', 'imagenet'] as const;
export type TrainingSet = (typeof TRAINING_SETS)[number];

/** One tensor of a layer's trained numbers, as fault streams address it. */
export interface KernelDescription {
  readonly name: TensorRole;
  readonly structure: TrainedStructure;
  /** Name of the stored tensor: `fc-1/kernel`, or its name in a reader's file. */
  readonly stored: string;
  /**
   * Shape as it is stored. In the catalogue: [inputs, columns] of a dense layer or GRU, [height,
   * width, channels, filters] of a convolution, [columns] of a bias.
   */
  readonly shape: Shape;
  /** Number of the tensor in fault streams. Links depend on it, so it never changes. */
  readonly tensor: number;
}

/** A layer with weights. */
export interface LayerDescription {
  /**
   * Name of its node: the name in the paper in lower case, such as `fc-1`. Unique in the model.
   */
  readonly name: string;
  readonly kind: NetworkNode['kind'];
  /** In the order in which the layer stores them: kernels, then biases. */
  readonly tensors: readonly KernelDescription[];
  /** Layer block of the paper's figures: `lb-1`, `fc-1`. */
  readonly block: string;
}

/**
 * The stored part of a node's output: all of it, or one of the vectors that a recurrent cell stores
 * at every step.
 */
export type BufferPart =
  | 'output'
  | 'update'
  | 'reset'
  | 'candidate'
  | 'hidden'
  | 'cell'
  /** States of the direction that runs from the last step to the first. */
  | 'hiddenReverse'
  | 'cellReverse';

/**
 * Words that an inference writes and reads back, for one sample (Ares, Sec. 3.2: dynamic
 * injection).
 */
export interface ActivationBuffer {
  readonly structure: 'activations' | 'hiddenState';
  /** Name of the node that writes the buffer. */
  readonly node: string;
  readonly part: BufferPart;
  /**
   * Name of the layer that selects the buffer in a site: its own, or for a pool the last layer with
   * weights before it.
   */
  readonly layer: string;
  /** Number of the buffer in fault streams. No trained tensor has the same number. */
  readonly tensor: number;
  /** Number of time steps that write the buffer in turn; 1 outside recurrent cells. */
  readonly steps: number;
  /** Words written by one step. */
  readonly wordsPerStep: number;
  /** Size in words: of all steps, or of one step if each overwrites the one before. */
  readonly numWords: number;
  /** True if all values come from ReLUs, so that none is below 0. */
  readonly rectified: boolean;
}

/** A row of the paper's Table 1, without the counts that follow from the network's shape. */
interface PaperRow {
  readonly weightFormat: string;
  readonly activationFormat: string;
  readonly errorPercent: number;
}

/** Whole numbers that a network takes at its input, such as places in a table of embeddings. */
export interface WholeInput {
  /** Type of the tensor that it takes. */
  readonly type: ValueType;
  readonly least: number;
  readonly most: number;
}

/** The file that describes a reader's network, as the reader gave it. */
export interface NetworkFile {
  readonly name: string;
  readonly bytes: number;
}

/** One network as plain data. Panels and link validation need no tfjs. */
export interface ModelDescription {
  readonly id: string;
  readonly title: string;
  /** Undefined for networks of the catalogue. */
  readonly file?: NetworkFile;
  readonly dataKind: DataKind;
  /** Shape of one sample at the input. */
  readonly inputShape: Shape;
  /** Undefined: any numbers, as float32. */
  readonly wholeInput?: WholeInput;
  readonly numClasses: number;
  /**
   * Outputs of a network that is described as a graph: scores before a softmax, or probabilities
   * (`scoreKind`). Null: neither is known. Undefined: scores of the catalogue.
   */
  readonly scoreKind?: 'scores' | 'probabilities' | null;
  readonly nodes: readonly ShapedNode[];
  /** All stored tensors, in the order of weight files. */
  readonly stored: readonly StoredTensor[];
  readonly layers: readonly LayerDescription[];
  /** In the order in which an inference writes them. */
  readonly buffers: readonly ActivationBuffer[];
  /** Initial weight format: the paper's. A mini network has the format of its original. */
  readonly weightFormat: string;
  /** Initial format of activations and hidden state, chosen likewise. */
  readonly activationFormat: string;
  /** Null for networks that Table 1 does not list. */
  readonly paper: PaperRow | null;
  /**
   * Training sets whose weights ship with the explorer, the generated one first. Empty if users
   * must open a weight file.
   */
  readonly weights: readonly TrainingSet[];
}

/** A network that the explorer knows by its id. */
export interface CatalogModel extends ModelDescription {
  readonly dataKind: CatalogKind;
}

/** Input to `describeModel`: the fields that are not derived. */
type ModelSource = Omit<CatalogModel, 'nodes' | 'stored' | 'layers' | 'buffers' | 'numClasses'> & {
  readonly nodes: readonly CatalogNode[];
};

/**
 * Derives shapes, layers and buffers of a model.
 *
 * Tensors are numbered through the layers with weights: kernel, a recurrent cell's second kernel,
 * bias. LeNetFC's kernels are 0, 2 and 4. Batch normalisation has no numbers, because the paper
 * does not store it as words.
 */
export function describeModel(source: ModelSource): CatalogModel {
  const nodes = shapeNodes(source.inputShape, source.nodes);
  let tensor = 0;
  const layers = nodes.flatMap((shaped): LayerDescription[] => {
    const { node } = shaped;
    if (!isLayer(node)) return [];
    const tensors = shaped.tensors.map(
      ({ role, tensor: stored, shape }): KernelDescription => ({
        name: role,
        structure: role === 'bias' ? 'biases' : 'weights',
        stored,
        shape,
        tensor: tensor++,
      }),
    );
    const { name, kind, block = name } = node;
    return [{ name, kind, tensors, block }];
  });
  const buffers = describeBuffers(nodes);
  const stored = storedTensors(nodes);
  return { ...source, nodes, stored, layers, buffers, numClasses: nodes.at(-1)!.outputShape[0]! };
}

/** Number of the first buffer in fault streams. Trained tensors have far smaller numbers. */
const FIRST_BUFFER = 2 ** 16;
/**
 * Parts in the order of their numbers. Each node reserves eight numbers, so a cell's parts never
 * renumber later buffers.
 */
const PARTS: readonly BufferPart[] = [
  'output',
  'update',
  'reset',
  'candidate',
  'hidden',
  'cell',
  'hiddenReverse',
  'cellReverse',
];

function describeBuffers(nodes: readonly ShapedNode[]): ActivationBuffer[] {
  const rectified = rectifiedNodes(nodes.map(({ node }) => node));
  let layer = '';
  let index = 0;
  return nodes.flatMap((shaped) => {
    const { node } = shaped;
    if (numActivations(shaped) === 0) return [];
    if (isLayer(node)) layer = node.name;
    return describeBuffer(shaped, layer, index++, rectified.has(node.name));
  });
}

/**
 * Returns the buffers that a node writes, in the order in which an inference writes them. `layer`
 * selects them in a site; `index` counts the nodes that write.
 */
export function describeBuffer(
  { node, inputShapes, outputShape }: ShapedNode,
  layer: string,
  index: number,
  rectified: boolean,
): ActivationBuffer[] {
  const first = FIRST_BUFFER + 8 * index;
  const buffer = (part: BufferPart, steps: number, wordsPerStep: number): ActivationBuffer => {
    const isState = STATES.has(part);
    return {
      structure: isState ? 'hiddenState' : 'activations',
      node: node.name,
      part,
      layer,
      tensor: first + PARTS.indexOf(part),
      steps,
      wordsPerStep,
      numWords: isState ? wordsPerStep : steps * wordsPerStep,
      rectified,
    };
  };
  const output = buffer('output', 1, product(outputShape));
  const steps = inputShapes[0]?.[0] ?? 1;
  const ofCell = (parts: readonly BufferPart[], units: number) =>
    parts.map((part) => buffer(part, steps, units));
  switch (node.kind) {
    case 'gru':
      return [...ofCell(['update', 'reset', 'candidate', 'hidden'], node.units), output];
    case 'lstm':
      return [
        ...ofCell(['cell', 'hidden'], node.units),
        ...(node.direction === 'bidirectional' ? ofCell(['cellReverse', 'hiddenReverse'], node.units) : []),
        output,
      ];
    case 'rnn':
    case 'onnxGru':
      return [
        ...ofCell(['hidden'], node.units),
        ...(node.direction === 'bidirectional' ? ofCell(['hiddenReverse'], node.units) : []),
        output,
      ];
    default:
      return [output];
  }
}

/** Parts that a recurrent cell overwrites at every step. */
const STATES: ReadonlySet<BufferPart> = new Set<BufferPart>([
  'hidden',
  'cell',
  'hiddenReverse',
  'cellReverse',
]);

function isLayer({ kind }: NetworkNode): boolean {
  return kind === 'conv' || kind === 'dense' || kind === 'gru';
}

/** Returns the tensors of a layer that hold weights, without biases and norms. */
export function kernelsOf({ tensors }: LayerDescription): readonly KernelDescription[] {
  return tensors.filter(({ structure }) => structure === 'weights');
}

/** Number of weights of a layer, without biases (Table 1). */
export function numWeights(layer: LayerDescription): number {
  return kernelsOf(layer).reduce((sum, { shape }) => sum + product(shape), 0);
}

/**
 * Number of activations of a node for one sample (Table 1): the outputs of convolutions, pools and
 * dense layers, and four vectors for each GRU step.
 */
export function numActivations({ node, outputShape }: ShapedNode): number {
  switch (node.kind) {
    case 'conv':
    case 'dense':
    case 'maxPool':
    case 'globalAveragePool':
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

/** Number of multiply-adds for one sample through the network. */
export function modelMultiplyAdds(model: ModelDescription): number {
  return model.nodes.reduce((sum, node) => sum + multiplyAdds(node), 0);
}
