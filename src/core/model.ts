import { multiplyAdds, type NetworkNode, product, type Shape, type ShapedNode, shapeNodes } from './network';

/** Where bits are stored that may fault. Issue 2 injects into weights; the others follow the same words and streams. */
export type Structure = 'weights';

/** What a network looks at; each kind has one generated set and its own real ones. */
export type DataKind = 'digits' | 'pictures' | 'speech' | 'photos';

/** Data that a set of weights was trained on; also the sets that can be named in a link without a digest. */
export const TRAINING_SETS = ['generated', 'mnist', 'cifar10', 'fsdd', 'imagenet'] as const;
export type TrainingSet = (typeof TRAINING_SETS)[number];

/** One weight tensor of a layer as the fault engine sees it. */
export interface KernelDescription {
  readonly name: 'kernel' | 'recurrentKernel';
  /** [inputs, units], or [height, width, channels, filters] of a convolution. */
  readonly shape: Shape;
  /** Fixed number in every fault stream: part of the meaning of each link, never renumbered. */
  readonly tensor: number;
}

/** A layer with weights. */
export interface LayerDescription {
  /** The paper's name in lower case, unique in the model; also the tfjs layer name: `fc-1`. */
  readonly name: string;
  readonly kind: 'conv' | 'dense' | 'gru';
  /** In the order in which the layer stores them; the bias, one number for each filter or unit, follows. */
  readonly kernels: readonly KernelDescription[];
  /** Layer block of the paper's figures: `lb-1`, `fc-1`. */
  readonly block: string;
}

/** The paper's row of Table 1, but for the counts that every implementation shares. */
export interface PaperRow {
  readonly weightFormat: string;
  readonly activationFormat: string;
  readonly errorPercent: number;
}

/** One network of Table 1 as plain data: enough for panels and link validation without loading tfjs. */
export interface ModelDescription {
  readonly id: string;
  readonly title: string;
  readonly dataKind: DataKind;
  /** Shape of one sample as the first node takes it. */
  readonly inputShape: Shape;
  readonly numClasses: number;
  readonly nodes: readonly ShapedNode[];
  readonly layers: readonly LayerDescription[];
  /** Weight type that the model starts with: the paper's, and of a mini network its original's. */
  readonly weightFormat: string;
  /** Null for networks that Table 1 does not list. */
  readonly paper: PaperRow | null;
  /** Sets whose weights ship with the explorer, the generated one first; empty where the reader brings a weight file. */
  readonly weights: readonly TrainingSet[];
}

/** What tells one model of the catalogue from another; the rest follows. */
export type ModelSource = Omit<ModelDescription, 'nodes' | 'layers' | 'numClasses'> & {
  readonly nodes: readonly NetworkNode[];
};

/**
 * Derives shapes and layers. Tensors are numbered through the layers with weights: kernel, a recurrent cell's second kernel,
 * bias; LeNetFC's kernels are 0, 2 and 4. Batch normalisation is stored in no words of the paper and has no numbers.
 */
export function describeModel(source: ModelSource): ModelDescription {
  const nodes = shapeNodes(source.inputShape, source.nodes);
  let tensor = 0;
  const layers = nodes.flatMap(({ node, inputShapes }): LayerDescription[] => {
    const channels = inputShapes[0]!.at(-1)!;
    const kernels = kernelShapes(node, channels).map(([name, shape]) => ({ name, shape, tensor: tensor++ }));
    if (kernels.length === 0) return [];
    tensor++;
    const { name, block = node.name } = node;
    return [{ name, kind: node.kind as LayerDescription['kind'], kernels, block }];
  });
  return { ...source, nodes, layers, numClasses: nodes.at(-1)!.outputShape[0]! };
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

/** Stored weight bits of the named layers at `width` bits a word. */
export function numWeightBits(model: ModelDescription, layerNames: readonly string[], width: number): number {
  let numWords = 0;
  for (const layer of model.layers) if (layerNames.includes(layer.name)) numWords += numWeights(layer);
  return numWords * width;
}

/** Activations of a node for one sample (Table 1): outputs of conv, pooling and dense layers, four vectors a GRU step. */
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
