import * as tf from '@tensorflow/tfjs-core';

/** Tensors that one program adds: a GPU binds 8 buffers at least, and tfjs's addN asks for one each and one for the sum (4.22). */
const MOST_AT_ONCE = 7;

/** The sum of tensors of one shape, at least one, however many. Call inside `tf.tidy`. */
export function addAll(tensors: readonly tf.Tensor[]): tf.Tensor {
  if (tensors.length === 1) return tensors[0]!;
  const sums: tf.Tensor[] = [];
  for (let first = 0; first < tensors.length; first += MOST_AT_ONCE) {
    const some = tensors.slice(first, first + MOST_AT_ONCE);
    sums.push(some.length === 1 ? some[0]! : tf.addN(some));
  }
  return addAll(sums);
}
