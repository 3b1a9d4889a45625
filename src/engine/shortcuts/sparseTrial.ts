import type * as tf from '@tensorflow/tfjs-core';
import type { ModelDescription } from '../../core/network/model';
import { product } from '../../core/network/network';
import { expectedFlips } from '../../core/pattern/faultPattern';
import type { Injection } from '../../core/site/injection';
import { samplingOf, siteBuffers, trainedSpace, trainedTensors } from '../../core/site/siteTensors';
import type { FirstFault } from '../injection/firstFault';
import type { StaticFaults } from '../injection/staticFaults';
import { countFlips } from '../kernels/faultKernels';
import { type DenseChanges, denseChanges, type WordFaults } from './denseChanges';
import { onHost } from './hostCopies';

/**
 * Cost of a changed weight, in weights of the matrix product. Measured on LeNetFC's first layer.
 */
const CHANGE_COST = 40;
/**
 * Maximum size in bytes of a layer's inputs and outputs, which are cached twice. Wider layers use
 * the matrix product.
 */
const MOST_BYTES = 32 * 2 ** 20;

/** A dense layer that only dense layers follow. */
export interface DenseNode {
  readonly name: string;
  readonly relu: boolean;
  /** Index among the nodes. */
  readonly node: number;
}

/** A dense layer with few flipped weights, and the dense layers after it. */
export interface SparseTrial {
  readonly faulty: DenseNode;
  readonly changes: DenseChanges;
  /** Numbers of flipped bits in the layer's tensors, [1] each. */
  readonly flips: readonly tf.Tensor[];
  readonly after: readonly DenseNode[];
}

/**
 * Computes the changes of a trial in its first faulty layer. Returns null unless all nodes from
 * there on are dense layers in float32 and adding the changes is likely to be cheaper than the
 * matrix product, and if no weight becomes Infinity or NaN. The layer's weights in the network may
 * then stay fault-free. For WASM only. Call inside `tf.tidy`.
 */
export function sparseTrial(
  model: ModelDescription,
  faults: StaticFaults,
  injection: Injection,
  { node, isOutputOnly }: FirstFault,
): SparseTrial | null {
  const { site, numSamples } = injection;
  if (isOutputOnly || siteBuffers(model, site).length > 0) return null;
  const nodes = denseNodes(model, node);
  if (nodes === null) return null;
  const [faulty, ...after] = nodes;
  const [inputs, units] = [model.nodes[node]!.inputShapes[0]!, model.nodes[node]!.outputShape].map(
    product,
  ) as [number, number];
  if (4 * numSamples * (inputs + units) > MOST_BYTES) return null;
  if (expectedLayerFlips(model, injection, faulty.name) * CHANGE_COST > inputs * units) return null;
  const masks = faults.drawMasks(injection, faulty.name);
  const faultsOf = (index: number): WordFaults | null => {
    const drawn = masks.find(({ place }) => place.index === index);
    if (drawn === undefined) return null;
    const { place, mask, words } = drawn;
    const { width } = trainedSpace(place, site);
    return { mask: mask.dataSync<'int32'>(), width, faulty: words.faulty };
  };
  const [kernel, bias] = faults.weightsOf(faulty.name, site, false);
  const changes = denseChanges(
    { kernel: onHost(kernel!), bias: onHost(bias!) },
    { kernel: faultsOf(0), bias: faultsOf(1) },
  );
  if (changes === null) return null;
  return { faulty, changes, flips: masks.map(({ mask }) => countFlips(mask)), after };
}

/**
 * Returns the dense layers from node `first` on. Null if there is any other node except dropout.
 */
function denseNodes({ nodes }: ModelDescription, first: number): [DenseNode, ...DenseNode[]] | null {
  const dense: DenseNode[] = [];
  for (const [index, { node }] of nodes.slice(first).entries()) {
    if (node.inputs !== undefined) return null;
    if (node.kind === 'dropout') continue;
    if (node.kind !== 'dense') return null;
    dense.push({ name: node.name, relu: node.relu, node: first + index });
  }
  return dense[0]?.node === first ? (dense as [DenseNode, ...DenseNode[]]) : null;
}

function expectedLayerFlips(
  model: ModelDescription,
  { site, sampling, ber }: Injection,
  layer: string,
): number {
  return trainedTensors(model, { ...site, layers: [layer] }).reduce(
    (sum, place) =>
      sum + expectedFlips(trainedSpace(place, site), samplingOf(place.structure, sampling), ber),
    0,
  );
}
