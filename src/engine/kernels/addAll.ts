import type * as tf from '@tensorflow/tfjs-core';
import { product } from '../../core/network';
import { defineKernel } from './defineKernel';

/** Counts that one program adds: a GPU binds 8 buffers at least, and one of them takes the sum. */
const MOST_AT_ONCE = 7;

const runAddCounts = defineKernel<object>({
  name: 'AresAddCounts',
  outputType: 'int32',
  outputShape: ([shape]) => shape!,
  compute(counts, sums) {
    sums.fill(0);
    for (const values of counts)
      for (let index = 0; index < sums.length; index++) sums[index] = sums[index]! + values[index]!;
  },
  program(shapes) {
    const inputs = shapes.map((_, index) => `counts_${index}`);
    return {
      key: `aresAddCounts${inputs.length}`,
      inputs,
      uniforms: { numValues: { type: 'u32', value: product(shapes[0]!) } },
      invocations: product(shapes[0]!),
      atomic: false,
      source: `
        fn main(index: i32) {
          if (u32(index) >= uniforms.numValues) { return; }
          result[index] = ${inputs.map((name) => `${name}[index]`).join(' + ')};
        }`,
    };
  },
});

/**
 * The sum of int32 tensors of one shape, at least one, however many. tfjs's addN would bind a buffer for each, which a GPU refuses in
 * silence, and adds integers as float32 there, which end being exact at 2^24 (4.22). Call inside `tf.tidy`.
 */
export function addAll(counts: readonly tf.Tensor[]): tf.Tensor {
  if (counts.length === 1) return counts[0]!;
  const sums: tf.Tensor[] = [];
  for (let first = 0; first < counts.length; first += MOST_AT_ONCE)
    sums.push(runAddCounts(counts.slice(first, first + MOST_AT_ONCE), {}));
  return addAll(sums);
}
