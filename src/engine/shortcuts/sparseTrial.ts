import type * as tf from '@tensorflow/tfjs-core';
import type { ModelDescription } from '../../core/network/model';
import { product } from '../../core/network/network';
import { expectedFlips } from '../../core/pattern/faultPattern';
import type { Injection } from '../../core/site/injection';
import { samplingOf, siteBuffers, trainedSpace, trainedTensors } from '../../core/site/siteTensors';
import { wordLayout } from '../../core/words/qformat';
import type { FirstFault } from '../injection/firstFault';
import type { StaticFaults } from '../injection/staticFaults';
import { countFlips } from '../kernels/faultKernels';
import { type DenseChanges, denseChanges } from './denseChanges';
import { onHost } from './hostCopies';

/**
 * A changed weight costs as much as this many weights of the matrix product: measured on LeNetFC's
 * first layer.
 */
const CHANGE_COST = 40;
/**
 * Bytes that the inputs and outputs of one layer may take, which are kept twice: wider layers are
 * left to the matrix product.
 */
const MOST_BYTES = 32 * 2 ** 20;

/** A dense layer of a network whose layers from there on are all dense. */
export interface DenseNode {
  readonly name: string;
  readonly relu: boolean;
  /** Place among the nodes. */
  readonly node: number;
}

/** A dense layer whose flipped weights are few, and the dense layers that follow it to the end. */
export interface SparseTrial {
  readonly faulty: DenseNode;
  readonly changes: DenseChanges;
  /** Flipped bits of the layer [1] each. */
  readonly flips: readonly tf.Tensor[];
  readonly after: readonly DenseNode[];
}

/**
 * What a trial changes in the first layer with faults, if from there on the network is dense layers
 * in float and adding the changes to the fault-free sums is likely to be cheaper than the matrix
 * product; else null. That layer need not be faulty then. On WASM alone. Call inside `tf.tidy`.
 */
export function sparseTrial(
  model: ModelDescription,
  faults: StaticFaults,
  injection: Injection,
  { node, isOutputOnly }: FirstFault,
): SparseTrial | null {
  const { site, numImages } = injection;
  if (isOutputOnly || siteBuffers(model, site).length > 0) return null;
  const nodes = denseNodes(model, node);
  if (nodes === null) return null;
  const [faulty, ...after] = nodes;
  const [inputs, units] = [model.nodes[node]!.inputShapes[0]!, model.nodes[node]!.outputShape].map(
    product,
  ) as [number, number];
  if (4 * numImages * (inputs + units) > MOST_BYTES) return null;
  if (expectedLayerFlips(model, injection, faulty.name) * CHANGE_COST > inputs * units) return null;
  const masks = faults.drawMasks(injection, faulty.name);
  const lanesOf = (index: number) =>
    masks.find(({ place }) => place.index === index)?.mask.dataSync<'int32'>() ?? null;
  const [kernel, bias] = faults.weightsOf(faulty.name, site, false);
  const changes = denseChanges(
    { kernel: onHost(kernel!), bias: onHost(bias!) },
    { kernel: lanesOf(0), bias: lanesOf(1) },
    wordLayout(site.format, site.encoding),
  );
  return { faulty: faulty, changes, flips: masks.map(({ mask }) => countFlips(mask)), after };
}

/** The dense layers from `first` on; null where anything else, dropout apart, is among them. */
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
