import type * as tf from '@tensorflow/tfjs-core';
import type { NetworkNode } from '../../core/network/network';
import { batchNorm } from './batchNorm';
import { conv } from './conv';
import { dense } from './dense';
import { add, relu } from './elementwise';
import { gru } from './gru';
import type { NodeFunction, NodeInference, NodeKind } from './nodeFunction';
import { globalAveragePool, maxPool } from './pools';
import { dropout, flatten, zeroPad } from './shapes';

/** The function of each kind of node. */
const FUNCTIONS: { readonly [Kind in NodeKind]?: NodeFunction<Kind> } = {
  conv,
  dense,
  gru,
  batchNorm,
  relu,
  zeroPad,
  maxPool,
  globalAveragePool,
  add,
  flatten,
  dropout,
};

/** Runs one node, as `NodeFunction` says. */
export function runNode(
  node: NetworkNode,
  inputs: readonly tf.Tensor[],
  tensors: readonly tf.Tensor[],
  how: NodeInference,
): tf.Tensor {
  const run = FUNCTIONS[node.kind] as NodeFunction<NodeKind> | undefined;
  if (run === undefined) throw new RangeError(`Cannot run ${node.name}: no function for ${node.kind}`);
  return run(node, inputs, tensors, how);
}
