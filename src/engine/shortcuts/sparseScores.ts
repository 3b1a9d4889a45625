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
 * Where the fault-free values of one batch are kept; `key` names the faulty layer and what it and
 * the next one hold without faults.
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
 * Scores of one batch that have the same highest class as those of the faulty network: an image
 * whose two highest scores lie closer than float32 can tell apart (`OutputBounds`) is computed in
 * full. What the changes move in the faulty layer moves the sums of the next one, whose fault-free
 * sums are kept; from there on the network runs as it stands. `before` are the values that the
 * faulty layer reads. Call inside `tf.tidy`.
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
  // The sign of a zero may flip and leave it what it is.
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

/** How far the scores may lie from those of the faulty network, by class. */
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
 * Rows of the faulty layer's outputs as its whole matrix product makes them. XNNPACK sums each
 * number by itself, from the bias on, one input after the other: the faulty columns of these rows
 * alone come out the same, also with the factors swapped and the bias as the first term, and then
 * it packs few rows and not the kernel.
 */
function faultyOutputs(
  { columns, starts, rows: faultyInputs, deltas, biasDeltas }: DenseChanges,
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
    faulty[first] = faulty[first]! + biasDeltas[place]!;
    for (let change = starts[place]!; change < starts[place + 1]!; change++) {
      const index = first + 1 + faultyInputs[change]!;
      faulty[index] = faulty[index]! + deltas[change]!;
    }
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
 * Of a layer without faults: inputs and sums with an image in each column, and outputs; the terms
 * of each image's sums, 1 and its inputs, and the factors of each column's, its bias and weights;
 * the largest magnitudes of inputs, of sums of magnitudes and of outputs; and the sums of the layer
 * that follows, unless it is null.
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
