import {
  type ActivationBuffer,
  describeBuffer,
  type KernelDescription,
  type LayerDescription,
  type ModelDescription,
  type TrainedStructure,
} from './model';
import type { ShapedNode } from './network';
import { isView } from './nodeKinds';
import { rectifiedNodes } from './rectified';
import { roundingOf } from './rounding';
import { scoreKind } from './scoreKind';
import type { StoredTensor } from './storedTensors';

/** A stored tensor of a reader's network. */
export interface GraphTensor extends StoredTensor {
  /** Null: a constant, which is not stored as words. */
  readonly structure: TrainedStructure | null;
}

/** Fields that `describeGraph` derives. */
type Derived = Pick<ModelDescription, 'stored' | 'layers' | 'buffers' | 'numClasses' | 'scoreKind'>;

/** Input to `describeGraph`: the fields that are not derived. */
export type GraphSource = Omit<ModelDescription, keyof Derived> & {
  /** In the order of computation. Each has `inputs`. The names are unique. */
  readonly nodes: readonly ShapedNode[];
  /** In the order in which the nodes of the file first read them. */
  readonly tensors: readonly GraphTensor[];
};

/**
 * Derives layers and buffers of a reader's network, or of one of the catalogue that is described in
 * the same way.
 *
 * Trained tensors are numbered from 0 in the order in which the file's nodes first read them. A
 * layer is a node that reads weights, with the biases and norms of the nodes after it up to the
 * next layer. Every node that computes float32 values writes a buffer, except a softmax at the end
 * and what is only rounded to words after it (`Rounding`); buffers are numbered from 2^16 by steps
 * of 8 in the order of the nodes.
 */
export function describeGraph<Source extends GraphSource>({
  tensors,
  ...source
}: Source): Omit<Source, 'tensors'> & Derived {
  const layers = describeLayers(source.nodes, tensors);
  const last = source.nodes.at(-1)!;
  return {
    ...source,
    stored: tensors.map(({ name, shape }) => ({ name, shape })),
    layers,
    buffers: describeBuffers(source.nodes, layers),
    numClasses: last.outputShape.length === 1 ? last.outputShape[0]! : 0,
    scoreKind: scoreKind(source.nodes),
  };
}

function describeLayers(nodes: readonly ShapedNode[], tensors: readonly GraphTensor[]): LayerDescription[] {
  const trained = tensors.filter(({ structure }) => structure !== null);
  const numbers = new Map(trained.map(({ name }, number) => [name, number]));
  const placed = new Set<string>();
  const layers: (LayerDescription & { readonly tensors: KernelDescription[] })[] = [];
  for (const { node, tensors: uses } of nodes) {
    const own = uses.flatMap(({ role, tensor }): KernelDescription[] => {
      const number = numbers.get(tensor);
      if (number === undefined || placed.has(tensor)) return [];
      placed.add(tensor);
      const { structure, shape } = trained[number]!;
      return [{ name: role, structure: structure!, stored: tensor, shape, tensor: number }];
    });
    if (own.length === 0) continue;
    const layer = layers.at(-1);
    if (layer === undefined || own.some(({ structure }) => structure === 'weights'))
      layers.push({ name: node.name, kind: node.kind, tensors: own, block: node.block ?? node.name });
    else layer.tensors.push(...own);
  }
  return layers;
}

function describeBuffers(
  nodes: readonly ShapedNode[],
  layers: readonly LayerDescription[],
): ActivationBuffer[] {
  const { unstored, end, rounds } = roundingOf(nodes);
  const rectified = rectifiedNodes(
    nodes.map(({ node }) => node),
    rounds,
  );
  const names = new Set(layers.map(({ name }) => name));
  // What comes before the first layer belongs to it.
  let layer = layers[0]?.name ?? '';
  let index = 0;
  return nodes.flatMap((shaped) => {
    const { node, type = 'float32' } = shaped;
    if (names.has(node.name)) layer = node.name;
    const isEnd = node.kind === 'softmax' && node.name === end;
    if (isView(node) || type !== 'float32' || isEnd) return [];
    const parts = describeBuffer(shaped, layer, index, rectified.has(node.name));
    // A recurrent cell keeps its state, whatever reads its output.
    const written = unstored.has(node.name) ? parts.filter(({ part }) => part !== 'output') : parts;
    if (written.length > 0) index++;
    return written;
  });
}
