import * as tf from '@tensorflow/tfjs-core';
import type { ModelDescription } from '../../core/network/model';
import type { FaultSite } from '../../core/site/injection';
import { INPUT, type NetworkRunner, type NodeValues } from '../inference/networkRunner';
import type { StaticFaults } from '../injection/staticFaults';
import { outputChanges } from '../kernels/outputChanges';
import type { DenseChanges, DenseWeights } from './denseChanges';
import { onHost, someRows } from './hostCopies';
import {
  faultyBounds,
  type LayerExtremes,
  nextBounds,
  type OutputBounds,
  uncertainRows,
} from './marginBound';
import type { PrefixCache } from './prefixCache';
import type { DenseNode, SparseTrial } from './sparseTrial';

/**
 * Cache entry for the fault-free values of one batch. `key` identifies the faulty layer and the
 * fault-free words of this layer and the next.
 */
interface KeptPlace {
  readonly kept: PrefixCache;
  readonly key: string;
  readonly batch: number;
}

interface DenseTensors {
  readonly kernel: tf.Tensor2D;
  readonly bias: tf.Tensor;
  readonly relu: boolean;
}

/**
 * Computes scores of one batch with the same highest class as in the faulty network.
 *
 * The changes in the faulty layer's outputs are propagated to the cached sums of the next layer;
 * later layers run normally. An image whose two highest scores are closer than the error bound
 * (`OutputBounds`) is computed in full. `before` holds the inputs of the faulty layer. Call inside
 * `tf.tidy`.
 */
export function sparseScores(
  trial: SparseTrial,
  site: FaultSite,
  model: ModelDescription,
  faults: StaticFaults,
  runner: NetworkRunner,
  before: NodeValues,
  { kept, key, batch }: KeptPlace,
): tf.Tensor {
  const { changes, faulty, after } = trial;
  const inputs = before.get(
    faulty.node === 0 ? INPUT : model.nodes[faulty.node - 1]!.node.name,
  ) as tf.Tensor2D;
  const isFaulty = ({ name }: DenseNode) => site.layers.includes(name);
  const tensorsOf = (layer: DenseNode, now: boolean): DenseTensors => {
    const [kernel, bias] = faults.weightsOf(layer.name, site, now);
    return { kernel: kernel as tf.Tensor2D, bias: bias!, relu: layer.relu };
  };
  const faultFree = tensorsOf(faulty, false);
  const following = after.map((layer) => tensorsOf(layer, isFaulty(layer)));
  const weights = following.map(({ kernel, bias }, index): DenseWeights => {
    const read = isFaulty(after[index]!) ? (tensor: tf.Tensor) => tensor.dataSync<'float32'>() : onHost;
    return { kernel: read(kernel), bias: read(bias) };
  });
  const [next] = following;
  let values = kept.get(key, batch);
  if (values === undefined) {
    values = layerWithoutFaults(inputs, faultFree, next === undefined || isFaulty(after[0]!) ? null : next);
    kept.keep(key, batch, values);
  }
  const outputs = values.get('outputs') as tf.Tensor2D;
  // No value changes: a flipped sign of zero still reads as zero.
  if (changes.columns.length === 0)
    return runner.output(faulty.node + 1, new Map([[faulty.name, outputs]])).scores;

  const moved = outputChanges(
    { inputs: values.get('inputs')!, sums: values.get('sums')! },
    changes,
    faultFree.relu,
  );
  let scores: tf.Tensor;
  if (next === undefined) {
    const columns = tf.tensor1d(changes.columns, 'int32');
    scores = tf.add(outputs, tf.matMul(moved, tf.oneHot(columns, outputs.shape[1])));
  } else {
    const sums = values.get('next') ?? dense(outputs, next);
    const nextUnits = next.kernel.shape[1];
    const rows = someRows(weights[0]!.kernel, nextUnits, changes.columns);
    const movedSums = tf.add(sums, tf.matMul(moved, tf.tensor2d(rows, [changes.columns.length, nextUnits])));
    const { name, node, relu } = after[0]!;
    scores = runner.output(node + 1, new Map([[name, relu ? tf.relu(movedSums) : movedSums]])).scores;
  }

  const joined = scores.dataSync<'float32'>();
  const rows = uncertainRows(joined, scoreErrors(values, changes, weights));
  if (rows.length === 0) return scores;
  const exactOutputs = faultyOutputs(changes, faultFree.relu, values, rows);
  const exact = runner.output(faulty.node + 1, new Map([[faulty.name, exactOutputs]])).scores.dataSync();
  const numClasses = scores.shape[1]!;
  for (const [index, row] of rows.entries())
    joined.set(exact.subarray(index * numClasses, (index + 1) * numClasses), row * numClasses);
  return tf.tensor(joined, scores.shape);
}

/** Bounds the difference between these scores and those of the faulty network, by class. */
function scoreErrors(
  values: NodeValues,
  changes: DenseChanges,
  following: readonly DenseWeights[],
): Float64Array {
  const extremes = (name: keyof LayerExtremes) => onHost(values.get(name)!);
  const faulty = {
    maxInputs: extremes('maxInputs'),
    absoluteSums: extremes('absoluteSums'),
    maxOutputs: extremes('maxOutputs'),
  };
  return following.reduce<OutputBounds>(nextBounds, faultyBounds(faulty, changes)).errors;
}

/**
 * Computes rows of the faulty layer's outputs exactly as its whole matrix product does. XNNPACK
 * adds each output independently: the bias first, then one input after the other. The faulty
 * columns of these rows alone therefore give the same values. So do swapped factors with the bias
 * as the first term, which packs a few rows instead of the kernel.
 */
function faultyOutputs(
  { columns, starts, rows: faultyInputs, weights, biases }: DenseChanges,
  relu: boolean,
  values: NodeValues,
  rows: readonly number[],
): tf.Tensor2D {
  const [terms, factors, outputs] = ['terms', 'factors', 'outputs'].map(
    (name) => values.get(name) as tf.Tensor2D,
  );
  const [numTerms, units] = [terms!.shape[1], outputs!.shape[1]];
  const faulty = someRows(onHost(factors!), numTerms, columns);
  for (let place = 0; place < columns.length; place++) {
    const first = place * numTerms;
    faulty[first] = biases[place]!;
    for (let change = starts[place]!; change < starts[place + 1]!; change++)
      faulty[first + 1 + faultyInputs[change]!] = weights[change]!;
  }
  const images = tf.transpose(tf.tensor2d(someRows(onHost(terms!), numTerms, rows), [rows.length, numTerms]));
  const made = tf.matMul(tf.tensor2d(faulty, [columns.length, numTerms]), images).dataSync<'float32'>();
  const joined = someRows(onHost(outputs!), units, rows);
  for (let place = 0, index = 0; place < columns.length; place++) {
    for (let row = 0; row < rows.length; row++, index++)
      joined[row * units + columns[place]!] = relu ? Math.max(made[index]!, 0) : made[index]!;
  }
  return tf.tensor2d(joined, [rows.length, units]);
}

function dense(a: tf.Tensor2D, { kernel, bias }: Omit<DenseTensors, 'relu'>): tf.Tensor2D {
  return tf.fused.matMul({ a, b: kernel, bias }) as tf.Tensor2D;
}

/**
 * Computes the cached values of a fault-free layer:
 * - `inputs` and `sums`, one image in each column
 * - `outputs`, one image in each row
 * - `terms`: for each image, 1 and its inputs
 * - `factors`: for each output column, its bias and weights
 * - `maxInputs`, `absoluteSums` and `maxOutputs`: see `LayerExtremes`
 * - `next`: sums of the next layer, unless `next` is null
 */
function layerWithoutFaults(inputs: tf.Tensor2D, layer: DenseTensors, next: DenseTensors | null): NodeValues {
  const { kernel, bias, relu } = layer;
  const sums = dense(inputs, layer);
  const outputs = relu ? tf.relu(sums) : sums;
  const absolute = dense(tf.abs(inputs), { kernel: tf.abs(kernel), bias: tf.abs(bias) });
  const values = new Map<string, tf.Tensor>([
    ['inputs', tf.transpose(inputs)],
    ['sums', tf.transpose(sums)],
    ['outputs', outputs],
    ['terms', tf.concat([tf.ones([inputs.shape[0], 1]), inputs], 1)],
    ['factors', tf.transpose(tf.concat([tf.reshape(bias, [1, -1]), kernel], 0))],
    ['maxInputs', tf.max(tf.abs(inputs), 0)],
    ['absoluteSums', tf.max(absolute, 0)],
    ['maxOutputs', tf.max(tf.abs(outputs), 0)],
  ]);
  return next === null ? values : values.set('next', dense(outputs, next));
}
