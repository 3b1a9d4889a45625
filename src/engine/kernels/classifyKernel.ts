import type * as tf from '@tensorflow/tfjs-core';
import classifyWgsl from './classify.wgsl?raw';
import { defineKernel } from './defineKernel';

/**
 * Whether the row of logits [numClasses] starting at `row` has its maximum at `label`: the lowest index wins a tie, a NaN
 * anywhere is wrong. tfjs's own argMax breaks ties differently per backend. WGSL twin: `is_correct`.
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

const runCountWrong = defineKernel<object>({
  name: 'AresCountWrong',
  outputType: 'int32',
  outputShape: ([shape]) => [shape![1]!],
  compute([logits, labels], wrongPerClass) {
    const numClasses = wrongPerClass.length;
    wrongPerClass.fill(0);
    for (let image = 0; image < labels!.length; image++) {
      const label = labels![image]!;
      if (!isCorrect(logits!, image * numClasses, numClasses, label)) {
        wrongPerClass[label] = wrongPerClass[label]! + 1;
      }
    }
  },
  program: ([shape]) => ({
    key: 'aresCountWrong',
    inputs: ['logits', 'labels'],
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
        if (!is_correct(u32(index), uniforms.numClasses, u32(label))) { atomicAdd(&result[label], 1); }
      }`,
  }),
});

/** Wrong predictions of each true class [numClasses], int32, on the device. `logits` [images, numClasses], `labels` [images]. */
export function countWrong(logits: tf.Tensor, labels: tf.Tensor): tf.Tensor {
  return runCountWrong([logits, labels], {});
}
