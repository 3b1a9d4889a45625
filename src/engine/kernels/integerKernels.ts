import type * as tf from '@tensorflow/tfjs-core';
import { product } from '../../core/network/network';
import { defineKernel } from './defineKernel';

/*
 * Addition and concatenation of integers. On WebGPU, tfjs's addN, add, concat and stack read
 * integers as floats, which are exact only up to 2^24 (4.22). Its addN also binds a buffer for each
 * tensor, and a GPU silently ignores a program with too many.
 */

/**
 * Maximum number of input tensors of one program. Every GPU binds at least 8 buffers, and the
 * result takes one.
 */
const MOST_AT_ONCE = 7;

const runAdd = defineKernel<object>({
  name: 'AresAdd',
  outputType: 'int32',
  outputShape: ([shape]) => shape!,
  compute(parts, sums) {
    for (let place = 0; place < sums.length; place++)
      sums[place] = parts.reduce((sum, part) => sum + part[place]!, 0);
  },
  program: (shapes) => ({
    key: `aresAdd${shapes.length}`,
    inputs: shapes.map((_, part) => `part${part}`),
    uniforms: { numValues: { type: 'u32', value: product(shapes[0]!) } },
    invocations: product(shapes[0]!),
    atomic: false,
    source: `
      fn main(index: i32) {
        if (u32(index) >= uniforms.numValues) { return; }
        result[index] = ${shapes.map((_, part) => `part${part}[index]`).join(' + ')};
      }`,
  }),
});

const runJoin = defineKernel<object>({
  name: 'AresJoin',
  outputType: 'int32',
  outputShape: (shapes) => [totalLength(shapes)],
  compute(parts, joined) {
    let start = 0;
    for (const part of parts) {
      joined.set(part, start);
      start += part.length;
    }
  },
  program: (shapes) => ({
    key: `aresJoin${shapes.length}`,
    inputs: shapes.map((_, part) => `part${part}`),
    uniforms: Object.fromEntries(
      shapes.map((shape, part) => [`length${part}`, { type: 'u32', value: product(shape) }]),
    ),
    invocations: totalLength(shapes),
    atomic: false,
    source: `
      fn main(index: i32) {
        var place = u32(index);
        ${shapes
          .map(
            (_, part) => `
        if (place < uniforms.length${part}) { result[index] = part${part}[place]; return; }
        place = place - uniforms.length${part};`,
          )
          .join('')}
      }`,
  }),
});

/** Adds one or more int32 tensors of the same shape. Call inside `tf.tidy`. */
export function addAll(tensors: readonly tf.Tensor[]): tf.Tensor {
  return reduceGroups(tensors, runAdd);
}

/** Concatenates the values of one or more int32 tensors. Call inside `tf.tidy`. */
export function joinAll(tensors: readonly tf.Tensor[]): tf.Tensor {
  return reduceGroups(tensors, runJoin);
}

function reduceGroups(tensors: readonly tf.Tensor[], run: typeof runAdd): tf.Tensor {
  if (tensors.length === 1) return tensors[0]!;
  const results: tf.Tensor[] = [];
  for (let first = 0; first < tensors.length; first += MOST_AT_ONCE) {
    const group = tensors.slice(first, first + MOST_AT_ONCE);
    results.push(group.length === 1 ? group[0]! : run(group, {}));
  }
  return reduceGroups(results, run);
}

function totalLength(shapes: readonly number[][]): number {
  return shapes.reduce((sum, shape) => sum + product(shape), 0);
}
