import * as tf from '@tensorflow/tfjs-core';
import type { FaultSite } from '../core/injection';
import type { ModelDescription } from '../core/model';
import { product } from '../core/network';
import { siteBuffers } from '../core/siteTensors';
import { type DenseChanges, type DenseWeights, denseChanges } from './denseChanges';
import type { FaultFreeValues } from './faultFreeValues';
import type { FirstFault } from './firstFault';
import { addChanges } from './kernels/addChanges';
import { nextBounds, type OutputBounds, uncertainRows, updatedBounds } from './marginBound';
import { INPUT, type NetworkRunner, type NodeValues } from './networkRunner';
import type { StaticFaults } from './staticFaults';

/**
 * A changed weight costs as much as this many weights of the matrix product: 1.3 to 3 ns an image here against 0.08 on WASM, and
 * the images that must be computed in full grow with the changes. LeNetFC's first layer breaks even between rates 1e-3 and 2e-3.
 */
const CHANGE_COST = 100;
/** Bytes that the values of one layer may take: wider layers are left to the matrix product. */
const MOST_BYTES = 32 * 2 ** 20;
/** Beyond this share of uncertain images all of them go through the matrix product. */
const MOST_UNCERTAIN = 0.5;

/** A dense layer whose flipped weights are few, and the dense layers that follow it to the end. */
export interface SparseTrial {
  readonly changes: DenseChanges;
  readonly relu: boolean;
  /** The layer's place among the nodes. */
  readonly node: number;
  /** The layer without faults: its kernel and its bias. */
  readonly faultFree: readonly [tf.Tensor, tf.Tensor];
  /** The layers after it, as they stand. */
  readonly after: readonly DenseWeights[];
}

/**
 * What a trial changes in the first layer that it strikes, if from there on the network is dense layers in float and adding the
 * changes to the fault-free sums is cheaper than the matrix product; else null. On devices that compute here alone.
 */
export function sparseTrial(
  model: ModelDescription,
  faults: StaticFaults,
  site: FaultSite,
  numImages: number,
  { node, isOutputOnly }: FirstFault,
): SparseTrial | null {
  const [struck, ...others] = model.nodes.slice(node).map((shaped) => shaped.node);
  if (isOutputOnly || struck?.kind !== 'dense' || siteBuffers(model, site).length > 0) return null;
  const after = others.filter(({ kind }) => kind !== 'dropout');
  if (
    after.some(({ kind }) => kind !== 'dense') ||
    [struck, ...others].some(({ inputs }) => inputs !== undefined)
  )
    return null;
  const [inputs, units] = [product(model.nodes[node]!.inputShapes[0]!), struck.units];
  if (4 * numImages * (inputs + 2 * units) > MOST_BYTES) return null;
  const weightsOf = (layer: string, now: boolean) => {
    const [kernel, bias] = faults.weightsOf(layer, site, now);
    return [kernel!, bias!] as const;
  };
  const faultFree = weightsOf(struck.name, false);
  const most = Math.floor((inputs * units) / CHANGE_COST);
  const changes = denseChanges(onHost(faultFree), onHost(weightsOf(struck.name, true)), most);
  if (changes === null) return null;
  return {
    changes,
    relu: struck.relu,
    node,
    faultFree,
    after: after.map(({ name }) => onHost(weightsOf(name, true))),
  };
}

function onHost([kernel, bias]: readonly [tf.Tensor, tf.Tensor]): DenseWeights {
  return { kernel: kernel.dataSync<'float32'>(), bias: bias.dataSync<'float32'>() };
}

/**
 * Scores of one batch that have the same highest class as those of the struck network: an image whose two highest scores lie
 * closer than float32 can tell apart (`OutputBounds`) goes through the matrix product, whose rows do not depend on one another.
 * `before` are the values that the struck layer reads, of which the layer's own are kept in `kept` by `key` and `place`. Call
 * inside `tf.tidy`.
 */
export function sparseScores(
  { changes, relu, node, faultFree, after }: SparseTrial,
  model: ModelDescription,
  runner: NetworkRunner,
  before: NodeValues,
  kept: FaultFreeValues,
  key: string,
  place: number,
): tf.Tensor {
  const inputName = node === 0 ? INPUT : model.nodes[node - 1]!.node.name;
  const inputs = before.get(inputName)! as tf.Tensor2D;
  let layer = kept.get(key, place);
  if (layer === undefined) {
    layer = layerValues(inputs, faultFree, relu);
    kept.keep(key, place, layer);
  }
  const [inputsT, sums, outputs] = ['inputs', 'sums', 'outputs'].map((name) => layer.get(name)!);
  const updated = addChanges({ inputs: inputsT!, sums: sums!, outputs: outputs! }, changes, relu);
  const scores = runner.scores(node + 1, new Map([[model.nodes[node]!.node.name, updated]]));
  const values = scores.dataSync<'float32'>();
  const [maxInput, ...extremes] = layer.get('extremes')!.dataSync();
  const units = outputs!.shape[1]!;
  const first = updatedBounds(
    {
      numInputs: inputs.shape[1],
      maxInput: maxInput!,
      absoluteSums: extremes.slice(0, units),
      maxOutputs: extremes.slice(units),
    },
    changes,
  );
  const { errors } = after.reduce<OutputBounds>(nextBounds, first);
  const rows = uncertainRows(values, errors);
  if (rows.length === 0) return scores;
  if (rows.length > MOST_UNCERTAIN * inputs.shape[0]) return runner.scores(node, before);
  const some = runner.scores(node, new Map([[inputName, tf.gather(inputs, tf.tensor1d(rows, 'int32'))]]));
  const exact = some.dataSync();
  for (const [index, row] of rows.entries()) {
    values.set(exact.subarray(index * errors.length, (index + 1) * errors.length), row * errors.length);
  }
  return tf.tensor(values, scores.shape);
}

/** Inputs and sums with an image in each column, outputs, and extremes [1 + 2 · units]: of inputs, absolute sums and outputs. */
function layerValues(
  inputs: tf.Tensor2D,
  [kernel, bias]: readonly [tf.Tensor, tf.Tensor],
  relu: boolean,
): NodeValues {
  const dense = (a: tf.Tensor2D, b: tf.Tensor, c: tf.Tensor, activation: 'linear' | 'relu') =>
    tf.fused.matMul({ a, b: b as tf.Tensor2D, bias: c, activation });
  const sums = dense(inputs, kernel, bias, 'linear');
  const outputs = relu ? dense(inputs, kernel, bias, 'relu') : sums;
  const absolute = dense(tf.abs(inputs), tf.abs(kernel), tf.abs(bias), 'linear');
  const extremes = tf.concat([
    tf.reshape(tf.max(tf.abs(inputs)), [1]),
    tf.max(absolute, 0),
    tf.max(tf.abs(outputs), 0),
  ]);
  return new Map<string, tf.Tensor>([
    ['inputs', tf.transpose(inputs)],
    ['sums', tf.transpose(sums)],
    ['outputs', outputs],
    ['extremes', extremes],
  ]);
}
