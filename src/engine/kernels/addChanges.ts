import type * as tf from '@tensorflow/tfjs-core';
import type { DenseChanges } from '../denseChanges';
import { defineKernel } from './defineKernel';

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
    const { columns, starts, rows, deltas, biasDeltas } = changes;
    const x = inputs!;
    const numUnits = updated.length / numImages;
    const total = new Float64Array(numImages);
    updated.set(outputs!);
    for (let place = 0; place < columns.length; place++) {
      const column = columns[place]!;
      const bias = biasDeltas[place]!;
      for (let image = 0; image < numImages; image++)
        total[image] = sums![column * numImages + image]! + bias;
      const end = starts[place + 1]!;
      let index = starts[place]!;
      // Four at a time: the running totals are read and written a quarter as often.
      for (; index + 4 <= end; index += 4) {
        const [r0, r1] = [rows[index]! * numImages, rows[index + 1]! * numImages];
        const [r2, r3] = [rows[index + 2]! * numImages, rows[index + 3]! * numImages];
        const [d0, d1, d2, d3] = [deltas[index]!, deltas[index + 1]!, deltas[index + 2]!, deltas[index + 3]!];
        for (let image = 0; image < numImages; image++) {
          total[image] =
            total[image]! +
            (x[r0 + image]! * d0 + x[r1 + image]! * d1 + (x[r2 + image]! * d2 + x[r3 + image]! * d3));
        }
      }
      for (; index < end; index++) {
        const row = rows[index]! * numImages;
        const delta = deltas[index]!;
        for (let image = 0; image < numImages; image++)
          total[image] = total[image]! + x[row + image]! * delta;
      }
      for (let image = 0; image < numImages; image++) {
        const sum = total[image]!;
        updated[image * numUnits + column] = relu && sum < 0 ? 0 : sum;
      }
    }
  },
});

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
