import type * as tf from '@tensorflow/tfjs-core';
import type { DenseChanges } from '../denseChanges';
import { defineKernel, type Values } from './defineKernel';

interface Update {
  readonly changes: DenseChanges;
  readonly numImages: number;
  readonly relu: boolean;
}

const runAddChanges = defineKernel<Update>({
  name: 'AresAddChanges',
  outputType: 'float32',
  outputShape: ([, , shape]) => shape!,
  compute([inputs, sums, outputs], updated, { changes, numImages, relu }) {
    updated.set(outputs!);
    const totals = new Float64Array(TILE);
    for (let first = 0; first < numImages; first += TILE) {
      const tile = { first, last: Math.min(first + TILE, numImages), numImages, relu };
      addToTile(inputs!, sums!, updated, changes, totals, tile);
    }
  },
});

/** Images at a time, so that the columns that are written one after the other lie in the cache. */
const TILE = 128;

function addToTile(
  inputs: Values,
  sums: Values,
  updated: Values,
  { columns, starts, rows, deltas, biasDeltas }: DenseChanges,
  totals: Float64Array,
  { first, last, numImages, relu }: { first: number; last: number; numImages: number; relu: boolean },
): void {
  const units = sums.length / numImages;
  const length = last - first;
  for (let place = 0; place < columns.length; place++) {
    const column = columns[place]!;
    const bias = biasDeltas[place]!;
    const sum = column * numImages + first;
    for (let image = 0; image < length; image++) totals[image] = sums[sum + image]! + bias;
    const end = starts[place + 1]!;
    // Four at a time: the totals are read and written a quarter as often. Beyond the end, 0 of the first row.
    for (let index = starts[place]!; index < end; index += 4) {
      const delta0 = deltas[index]!;
      const delta1 = index + 1 < end ? deltas[index + 1]! : 0;
      const delta2 = index + 2 < end ? deltas[index + 2]! : 0;
      const delta3 = index + 3 < end ? deltas[index + 3]! : 0;
      const input0 = rows[index]! * numImages + first;
      const input1 = (index + 1 < end ? rows[index + 1]! : 0) * numImages + first;
      const input2 = (index + 2 < end ? rows[index + 2]! : 0) * numImages + first;
      const input3 = (index + 3 < end ? rows[index + 3]! : 0) * numImages + first;
      for (let image = 0; image < length; image++) {
        totals[image] =
          totals[image]! +
          (inputs[input0 + image]! * delta0 + inputs[input1 + image]! * delta1) +
          (inputs[input2 + image]! * delta2 + inputs[input3 + image]! * delta3);
      }
    }
    for (let image = 0, index = first * units + column; image < length; image++, index += units) {
      const total = totals[image]!;
      updated[index] = relu && total < 0 ? 0 : total;
    }
  }
}

/** A dense layer's values for a batch without faults. */
export interface DenseBatch {
  /** Inputs, an image in each column [inputs, images]. */
  readonly inputs: tf.Tensor;
  /** Outputs before the activation, likewise [units, images]. */
  readonly sums: tf.Tensor;
  /** Outputs [images, units]. */
  readonly outputs: tf.Tensor;
}

/** Outputs [images, units] of a dense layer after `changes`; columns without are those of `outputs`. Not on a GPU. */
export function addChanges(
  { inputs, sums, outputs }: DenseBatch,
  changes: DenseChanges,
  relu: boolean,
): tf.Tensor {
  return runAddChanges([inputs, sums, outputs], { changes, numImages: outputs.shape[0]!, relu });
}
