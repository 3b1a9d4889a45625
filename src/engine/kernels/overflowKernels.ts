import type * as tf from '@tensorflow/tfjs-core';
import { product } from '../../core/network/network';
import { defineKernel } from './defineKernel';
import overflowWgsl from './overflow.wgsl?raw';

/**
 * Returns true if a float32 value is infinite or NaN, so that all bits of its exponent are set.
 * WGSL counterpart: `has_overflowed`.
 */
export function hasOverflowed(value: number): boolean {
  return !Number.isFinite(value);
}

const runMarkDue = defineKernel<object>({
  name: 'AresMarkDue',
  outputType: 'int32',
  outputShape: ([, shape]) => shape!,
  compute([values, before], due, _, wasm) {
    const numSamples = due.length;
    const perSample = values!.length / numSamples;
    due.set(before!);
    if (wasm !== null) {
      wasm.markOverflows(values!.byteOffset, due.byteOffset, numSamples, perSample);
      return;
    }
    for (let sample = 0, index = 0; sample < numSamples; sample++) {
      for (const end = index + perSample; index < end; index++)
        if (hasOverflowed(values![index]!)) due[sample] = 1;
    }
  },
  program: ([shape, dueShape]) => ({
    key: 'aresMarkDue',
    inputs: ['values', 'before'],
    uniforms: {
      numValues: { type: 'u32', value: product(shape!) },
      numSamples: { type: 'u32', value: product(dueShape!) },
      perSample: { type: 'u32', value: product(shape!) / product(dueShape!) },
    },
    invocations: product(shape!),
    atomic: true,
    source: `${overflowWgsl}
      fn main(index: i32) {
        let place = u32(index);
        if (place < uniforms.numSamples) { atomicOr(&result[place], before[place]); }
        if (place >= uniforms.numValues || !has_overflowed(values[place])) { return; }
        atomicOr(&result[place / uniforms.perSample], 1);
      }`,
  }),
});

const runFiniteValues = defineKernel<{ readonly relu: boolean }>({
  name: 'AresFiniteValues',
  outputType: 'float32',
  outputShape: ([shape]) => shape!,
  compute([values], finite, { relu }, wasm) {
    if (wasm !== null) {
      wasm.finiteValues(values!.byteOffset, finite.byteOffset, finite.length, relu);
      return;
    }
    for (let index = 0; index < finite.length; index++) {
      const value = values![index]!;
      finite[index] = hasOverflowed(value) || (relu && value < 0) ? 0 : value;
    }
  },
  program: ([shape], { relu }) => ({
    key: 'aresFiniteValues',
    inputs: ['values'],
    uniforms: {
      numValues: { type: 'u32', value: product(shape!) },
      relu: { type: 'u32', value: relu ? 1 : 0 },
    },
    invocations: product(shape!),
    atomic: false,
    source: `${overflowWgsl}
      fn main(index: i32) {
        if (u32(index) >= uniforms.numValues) { return; }
        let value = values[index];
        let is_dropped = has_overflowed(value) || (uniforms.relu == 1u && value < 0.0);
        result[index] = select(value, 0.0, is_dropped);
      }`,
  }),
});

const runColumnMagnitudes = defineKernel<object>({
  name: 'AresColumnMagnitudes',
  outputType: 'float32',
  outputShape: ([shape]) => [shape!.at(-1)!],
  compute([values], sums) {
    const columns = sums.length;
    sums.fill(0);
    for (let row = 0; row < values!.length; row += columns) {
      for (let column = 0; column < columns; column++)
        sums[column] = sums[column]! + Math.abs(values![row + column]!);
    }
  },
  program: ([shape]) => ({
    key: 'aresColumnMagnitudes',
    inputs: ['values'],
    uniforms: {
      numValues: { type: 'u32', value: product(shape!) },
      columns: { type: 'u32', value: shape!.at(-1)! },
    },
    invocations: shape!.at(-1)!,
    atomic: false,
    source: `
      fn main(index: i32) {
        if (u32(index) >= uniforms.columns) { return; }
        var sum = 0.0;
        for (var place = u32(index); place < uniforms.numValues; place = place + uniforms.columns) {
          sum = sum + abs(values[place]);
        }
        result[index] = sum;
      }`,
  }),
});

/**
 * Returns the `due` marks [samples], int32, 1 or 0: those in `before`, and those of samples with
 * Infinity or NaN among their `values` [samples, ...].
 */
export function markDue(values: tf.Tensor, before: tf.Tensor): tf.Tensor {
  return runMarkDue([values, before], {});
}

/** Replaces Infinity and NaN by 0, then applies a ReLU if `relu`. */
export function finiteValues<Values extends tf.Tensor>(values: Values, relu: boolean): Values {
  return runFiniteValues([values], { relu }) as Values;
}

/**
 * Sums the magnitudes in each column of a kernel [..., columns]. The result has the shape
 * [columns]; float32 is added row by row.
 */
export function columnMagnitudes(kernel: tf.Tensor): tf.Tensor {
  return runColumnMagnitudes([kernel], {});
}
