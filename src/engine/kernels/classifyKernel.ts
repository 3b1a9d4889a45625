import type * as tf from '@tensorflow/tfjs-core';
import classifyWgsl from './classify.wgsl?raw';
import { defineKernel } from './defineKernel';

/**
 * Whether the row of logits [numClasses] starting at `row` has its maximum at `label`: the lowest
 * index wins a tie, a NaN anywhere is wrong. tfjs's own argMax breaks ties differently per backend.
 * WGSL counterpart: `is_correct`.
 */
export function isCorrect(
  logits: ArrayLike<number>,
  row: number,
  numClasses: number,
  label: number,
): boolean {
  const own = logits[row + label]!;
  for (let index = 0; index < numClasses; index++) {
    const other = logits[row + index]!;
    if (index < label ? !(own > other) : !(own >= other)) return false;
  }
  return true;
}

/** With two inputs nothing is due. */
const runCountWrong = defineKernel<object>({
  name: 'AresCountWrong',
  outputType: 'int32',
  outputShape: ([shape]) => [shape![1]! + 1],
  compute([logits, labels, due], counts) {
    const numClasses = counts.length - 1;
    counts.fill(0);
    for (let image = 0; image < labels!.length; image++) {
      const label = labels![image]!;
      const isDue = due !== undefined && due[image] !== 0;
      if (isDue) counts[numClasses] = counts[numClasses]! + 1;
      if (isDue || !isCorrect(logits!, image * numClasses, numClasses, label)) {
        counts[label] = counts[label]! + 1;
      }
    }
  },
  program: ([shape, , dueShape]) => ({
    key: dueShape === undefined ? 'aresCountWrong' : 'aresCountWrongAndDue',
    inputs: ['logits', 'labels', ...(dueShape === undefined ? [] : ['due'])],
    uniforms: {
      numImages: { type: 'u32', value: shape![0]! },
      numClasses: { type: 'u32', value: shape![1]! },
    },
    invocations: shape![0]!,
    atomic: true,
    source: `${classifyWgsl}
      fn main(index: i32) {
        if (u32(index) >= uniforms.numImages) { return; }
        let label = labels[index];
        let is_due = ${dueShape === undefined ? 'false' : 'due[index] != 0'};
        if (is_due) { atomicAdd(&result[uniforms.numClasses], 1); }
        if (is_due || !is_correct(u32(index), uniforms.numClasses, u32(label))) { atomicAdd(&result[label], 1); }
      }`,
  }),
});

/**
 * Wrong predictions of each true class, and last how many images are due, which are wrong:
 * [numClasses + 1], int32, on the device. `logits` [images, numClasses], `labels` [images], `due`
 * [images], null where nothing is.
 */
export function countWrong(logits: tf.Tensor, labels: tf.Tensor, due: tf.Tensor | null): tf.Tensor {
  return runCountWrong(due === null ? [logits, labels] : [logits, labels, due], {});
}
