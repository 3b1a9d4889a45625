import * as tf from '@tensorflow/tfjs-core';
import type { DenseDeltas } from '../shortcuts/denseChanges';
import { defineKernel, type Values } from './defineKernel';

interface Move {
  readonly numColumns: number;
  readonly numSamples: number;
  readonly relu: boolean;
}

/** Number of images processed together, so that their totals stay in the cache. */
const TILE = 128;

const runOutputChanges = defineKernel<Move>({
  name: 'AresOutputChanges',
  outputType: 'float32',
  outputShape: (_, { numSamples, numColumns }) => [numSamples, numColumns],
  compute([inputs, sums, places, deltas], moved, move, wasm) {
    const { numColumns, numSamples, relu } = move;
    if (wasm !== null) {
      wasm.outputChanges(
        ...([inputs!.byteOffset, sums!.byteOffset, moved.byteOffset] as const),
        ...([places!.byteOffset, deltas!.byteOffset, wasm.scratch] as const),
        ...([numSamples, numColumns, relu] as const),
      );
      return;
    }
    const totals = new Float32Array(TILE);
    for (let first = 0; first < numSamples; first += TILE)
      moveTile(inputs!, sums!, moved, places!, deltas!, totals, first, move);
  },
});

function moveTile(
  inputs: Values,
  sums: Values,
  moved: Values,
  places: Values,
  deltas: Values,
  totals: Float32Array,
  first: number,
  { numColumns, numSamples, relu }: Move,
): void {
  const length = Math.min(TILE, numSamples - first);
  const starts = places.subarray(numColumns);
  const rows = starts.subarray(numColumns + 1);
  const weightDeltas = deltas.subarray(numColumns);
  for (let place = 0; place < numColumns; place++) {
    const before = places[place]! * numSamples + first;
    totals.fill(deltas[place]!);
    for (let index = starts[place]!; index < starts[place + 1]!; index++) {
      const input = rows[index]! * numSamples + first;
      const delta = weightDeltas[index]!;
      for (let image = 0; image < length; image++)
        totals[image] = totals[image]! + Math.fround(inputs[input + image]! * delta);
    }
    for (let image = 0, index = first * numColumns + place; image < length; image++, index += numColumns) {
      const [total, sum] = [totals[image]!, sums[before + image]!];
      moved[index] = relu ? rectified(Math.fround(sum + total)) - rectified(sum) : total;
    }
  }
}

function rectified(sum: number): number {
  return Math.max(sum, 0);
}

/** Fault-free values of a dense layer for a batch, with one image in each column. */
interface DenseBatch {
  /** [inputs, images]. */
  readonly inputs: tf.Tensor;
  /** Before the activation [units, images]. */
  readonly sums: tf.Tensor;
}

/**
 * Computes how much `changes` alter a dense layer's outputs in the changed columns [images,
 * columns]. It does not run on a GPU.
 */
export function outputChanges(
  { inputs, sums }: DenseBatch,
  { columns, starts, rows, deltas, biasDeltas }: DenseDeltas,
  relu: boolean,
): tf.Tensor2D {
  return tf.tidy(() => {
    const places = tf.concat([columns, starts, rows].map((part) => tf.tensor1d(part, 'int32')));
    const numbers = tf.concat([biasDeltas, deltas].map((part) => tf.tensor1d(part)));
    const move = { numColumns: columns.length, numSamples: inputs.shape[1]!, relu };
    return runOutputChanges([inputs, sums, places, numbers], move) as tf.Tensor2D;
  });
}
