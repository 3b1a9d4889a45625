import * as tf from '@tensorflow/tfjs-core';
import type { Operands } from '../../core/network/operators';

/**
 * Returns a node's operands in their order. Inputs are [batch, ...sample]; stored tensors get a
 * batch axis of length 1.
 */
export function operandsOf(
  { operands }: { readonly operands: Operands },
  inputs: readonly tf.Tensor[],
  tensors: readonly tf.Tensor[],
): tf.Tensor[] {
  let [input, tensor] = [0, 0];
  return operands.map((source) =>
    source === 'input' ? inputs[input++]! : tf.expandDims(tensors[tensor++]!, 0),
  );
}
