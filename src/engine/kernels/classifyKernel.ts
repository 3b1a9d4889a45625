import type * as tf from '@tensorflow/tfjs-core';
import { isAmongTop } from '../../core/samples/measures';
import { predictedClass } from '../../core/site/predictedClass';
import classifyWgsl from './classify.wgsl?raw';
import { defineKernel } from './defineKernel';

/** Without a third input no image is due. */
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
      if (predictedClass(logits!, image, numClasses, due) !== label) {
        counts[label] = counts[label]! + 1;
      }
    }
  },
  program: ([shape, , dueShape]) => ({
    key: dueShape === undefined ? 'aresCountWrong' : 'aresCountWrongAndDue',
    inputs: ['logits', 'labels', ...(dueShape === undefined ? [] : ['due'])],
    uniforms: {
      numSamples: { type: 'u32', value: shape![0]! },
      numClasses: { type: 'u32', value: shape![1]! },
    },
    invocations: shape![0]!,
    atomic: true,
    source: `${classifyWgsl}
      fn main(index: i32) {
        if (u32(index) >= uniforms.numSamples) { return; }
        let label = labels[index];
        let is_due = ${dueShape === undefined ? 'false' : 'due[index] != 0'};
        if (is_due) { atomicAdd(&result[uniforms.numClasses], 1); }
        if (is_due || predicted_class(u32(index), uniforms.numClasses) != label) { atomicAdd(&result[label], 1); }
      }`,
  }),
});

/** Inputs are scores, labels, wanted classes and `due` marks. */
const runCountBeyond = defineKernel<{ readonly numTop: number }>({
  name: 'AresCountBeyond',
  outputType: 'int32',
  outputShape: ([shape]) => [shape![1]! + 1],
  compute([logits, labels, wanted, due], counts, { numTop }) {
    const numClasses = counts.length - 1;
    counts.fill(0);
    for (let image = 0; image < labels!.length; image++) {
      const label = labels![image]!;
      if (due![image] !== 0) counts[numClasses] = counts[numClasses]! + 1;
      if (!isAmongTop(logits!, image, numClasses, { label: wanted![image]!, numTop }, due))
        counts[label] = counts[label]! + 1;
    }
  },
  program: ([shape], { numTop }) => ({
    key: 'aresCountBeyond',
    inputs: ['logits', 'labels', 'wanted', 'due'],
    uniforms: {
      numSamples: { type: 'u32', value: shape![0]! },
      numClasses: { type: 'u32', value: shape![1]! },
      numTop: { type: 'u32', value: numTop },
    },
    invocations: shape![0]!,
    atomic: true,
    source: `${classifyWgsl}
      fn main(index: i32) {
        if (u32(index) >= uniforms.numSamples) { return; }
        let is_due = due[index] != 0;
        if (is_due) { atomicAdd(&result[uniforms.numClasses], 1); }
        if (is_due || !is_among_top(u32(index), uniforms.numClasses, wanted[index], uniforms.numTop)) {
          atomicAdd(&result[labels[index]], 1);
        }
      }`,
  }),
});

/**
 * Counts the images of each class whose wanted class is not among the `numTop` with the highest
 * scores and, last, the `due` images, which are also counted: [numClasses + 1], int32, on the
 * device. `logits` are [images, numClasses]. `labels`, the classes by which they are counted,
 * `wanted`, with -1 for none, and `due` are [images].
 */
export function countBeyond(
  logits: tf.Tensor,
  labels: tf.Tensor,
  wanted: tf.Tensor,
  due: tf.Tensor,
  numTop: number,
): tf.Tensor {
  return runCountBeyond([logits, labels, wanted, due], { numTop });
}

/**
 * Counts the wrong predictions of each true class and, last, the `due` images, which are also
 * wrong: [numClasses + 1], int32, on the device. `logits` [images, numClasses], `labels` [images],
 * `due` [images] or null for none.
 */
export function countWrong(logits: tf.Tensor, labels: tf.Tensor, due: tf.Tensor | null): tf.Tensor {
  return runCountWrong(due === null ? [logits, labels] : [logits, labels, due], {});
}
