import * as tf from '@tensorflow/tfjs-core';
import type { FaultSite } from '../core/injection';
import type { ModelDescription } from '../core/model';
import type { DenseChanges, DenseWeights } from './denseChanges';
import type { FaultFreeValues } from './faultFreeValues';
import { onHost, someRows } from './hostCopies';
import { outputChanges } from './kernels/outputChanges';
import { nextBounds, type OutputBounds, struckBounds, uncertainRows } from './marginBound';
import { INPUT, type NetworkRunner, type NodeValues } from './networkRunner';
import type { DenseNode, SparseTrial } from './sparseTrial';
import type { StaticFaults } from './staticFaults';

/** Where the fault-free values of one batch are kept; `key` tells apart what the struck layer and the next one hold without faults. */
export interface KeptPlace {
  readonly kept: FaultFreeValues;
  readonly key: string;
  readonly batch: number;
}

interface DenseTensors {
  readonly kernel: tf.Tensor2D;
  readonly bias: tf.Tensor;
  readonly relu: boolean;
}

/**
 * Scores of one batch that have the same highest class as those of the struck network: an image whose two highest scores lie
 * closer than float32 can tell apart (`OutputBounds`) is computed in full. What the changes move in the struck layer moves the sums of
 * the next one, whose fault-free sums are kept; from there on the network runs as it stands. `before` are the values that the struck
 * layer reads. Call inside `tf.tidy`.
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
  const { changes, struck, after } = trial;
  const inputs = before.get(
    struck.node === 0 ? INPUT : model.nodes[struck.node - 1]!.node.name,
  ) as tf.Tensor2D;
  const isStruck = ({ name }: DenseNode) => site.layers.includes(name);
  const tensorsOf = (layer: DenseNode, now: boolean): DenseTensors => {
    const [kernel, bias] = faults.weightsOf(layer.name, site, now);
    return { kernel: kernel as tf.Tensor2D, bias: bias!, relu: layer.relu };
  };
  const faultFree = tensorsOf(struck, false);
  const following = after.map((layer) => tensorsOf(layer, isStruck(layer)));
  const weights = following.map(({ kernel, bias }, index): DenseWeights => {
    const read = isStruck(after[index]!) ? (tensor: tf.Tensor) => tensor.dataSync<'float32'>() : onHost;
    return { kernel: read(kernel), bias: read(bias) };
  });
  const [next] = following;
  let values = kept.get(key, batch);
  if (values === undefined) {
    values = faultFreeValues(inputs, faultFree, next === undefined || isStruck(after[0]!) ? null : next);
    kept.keep(key, batch, values);
  }
  const outputs = values.get('outputs') as tf.Tensor2D;

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
    const sums = values.get('next') ?? dense(outputs, next, false);
    const rows = someRows(weights[0]!.kernel, next.kernel.shape[1], changes.columns);
    const movedSums = tf.add(sums, tf.matMul(moved, rows));
    const { name, node, relu } = after[0]!;
    scores = runner.scores(node + 1, new Map([[name, relu ? tf.relu(movedSums) : movedSums]]));
  }

  const rows = closeRows(scores, values, inputs.shape[1], changes, weights);
  if (rows.length === 0) return scores;
  const exactOutputs = struckOutputs(changes, faultFree, inputs, outputs, rows);
  const exact = runner.scores(struck.node + 1, new Map([[struck.name, exactOutputs]])).dataSync();
  const numClasses = scores.shape[1]!;
  const joined = scores.dataSync<'float32'>();
  for (const [index, row] of rows.entries())
    joined.set(exact.subarray(index * numClasses, (index + 1) * numClasses), row * numClasses);
  return tf.tensor(joined, scores.shape);
}

/** Images whose highest class the scores do not settle. */
function closeRows(
  scores: tf.Tensor,
  values: NodeValues,
  numInputs: number,
  changes: DenseChanges,
  following: readonly DenseWeights[],
): number[] {
  const [maxInput, ...extremes] = onHost(values.get('extremes')!);
  const units = extremes.length / 2;
  const layer = {
    ...{ numInputs, maxInput: maxInput! },
    absoluteSums: extremes.slice(0, units),
    maxOutputs: extremes.slice(units),
  };
  const { errors } = following.reduce<OutputBounds>(nextBounds, struckBounds(layer, changes));
  return uncertainRows(scores.dataSync<'float32'>(), errors);
}

/**
 * Rows of the struck layer's outputs as its whole matrix product makes them: each number is the sum of one row and one column
 * whatever is computed beside it, so these rows and the struck columns alone are made anew.
 */
function struckOutputs(
  changes: DenseChanges,
  { kernel, bias, relu }: DenseTensors,
  inputs: tf.Tensor2D,
  outputs: tf.Tensor2D,
  rows: readonly number[],
): tf.Tensor2D {
  const { columns, biasDeltas } = changes;
  const [numInputs, units] = kernel.shape;
  const biases = onHost(bias);
  const made = dense(
    someRows(onHost(inputs), numInputs, rows),
    {
      kernel: tf.tensor2d(struckColumns(onHost(kernel), units, changes), [numInputs, columns.length]),
      bias: tf.tensor1d(Float32Array.from(columns, (column, place) => biases[column]! + biasDeltas[place]!)),
    },
    relu,
  ).dataSync<'float32'>();
  const joined = someRows(onHost(outputs), units, rows).dataSync<'float32'>();
  for (let row = 0, index = 0; row < rows.length; row++) {
    for (let place = 0; place < columns.length; place++, index++)
      joined[row * units + columns[place]!] = made[index]!;
  }
  return tf.tensor2d(joined, [rows.length, units]);
}

/** The struck columns [inputs · columns] of a kernel [inputs · units], with their faults. */
function struckColumns(
  kernel: Float32Array,
  units: number,
  { columns, starts, rows, deltas }: DenseChanges,
): Float32Array {
  const numColumns = columns.length;
  const struck = new Float32Array((kernel.length / units) * numColumns);
  for (let start = 0, index = 0; start < kernel.length; start += units) {
    for (let place = 0; place < numColumns; place++, index++)
      struck[index] = kernel[start + columns[place]!]!;
  }
  for (let place = 0; place < numColumns; place++) {
    for (let change = starts[place]!; change < starts[place + 1]!; change++) {
      const index = rows[change]! * numColumns + place;
      struck[index] = struck[index]! + deltas[change]!;
    }
  }
  return struck;
}

function dense(a: tf.Tensor2D, { kernel, bias }: Omit<DenseTensors, 'relu'>, relu: boolean): tf.Tensor2D {
  return tf.fused.matMul({ a, b: kernel, bias, activation: relu ? 'relu' : 'linear' }) as tf.Tensor2D;
}

/**
 * Of a layer without faults: inputs and sums with an image in each column, outputs, and extremes [1 + 2 · units]: of inputs, absolute
 * sums and outputs; and the sums of the layer that follows, unless it is null.
 */
function faultFreeValues(inputs: tf.Tensor2D, layer: DenseTensors, next: DenseTensors | null): NodeValues {
  const { kernel, bias, relu } = layer;
  const sums = dense(inputs, layer, false);
  const outputs = relu ? dense(inputs, layer, true) : sums;
  const absolute = dense(tf.abs(inputs), { kernel: tf.abs(kernel), bias: tf.abs(bias) }, false);
  const extremes = tf.concat([
    tf.reshape(tf.max(tf.abs(inputs)), [1]),
    tf.max(absolute, 0),
    tf.max(tf.abs(outputs), 0),
  ]);
  const values = new Map<string, tf.Tensor>([
    ['inputs', tf.transpose(inputs)],
    ['sums', tf.transpose(sums)],
    ['outputs', outputs],
    ['extremes', extremes],
  ]);
  return next === null ? values : values.set('next', dense(outputs, next, false));
}
