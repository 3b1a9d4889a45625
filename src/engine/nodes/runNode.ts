import type * as tf from '@tensorflow/tfjs-core';
import type { NetworkNode } from '../../core/network/network';
import { batchNorm } from './batchNorm';
import { binary } from './binary';
import { lstm, onnxGru, rnn } from './cells';
import { conv } from './conv';
import { convolution, convTranspose } from './convolution';
import { dense } from './dense';
import { add, relu } from './elementwise';
import { foldedNorm } from './foldedNorm';
import { embedding, gather } from './gather';
import { gru } from './gru';
import { oneHot, triangle } from './masks';
import type { NodeFunction, NodeInference, NodeKind } from './nodeFunction';
import { groupNorm, layerNorm, localResponseNorm } from './norms';
import { globalAveragePool, maxPool } from './pools';
import { linear, matMul } from './products';
import { dequantize, quantize } from './quantize';
import {
  cast,
  concat,
  depthToSpace,
  expand,
  pad,
  reshape,
  slice,
  spaceToDepth,
  tile,
  transpose,
} from './rearrange';
import { argMax, argMin, cumulativeSum, reduce, softmax } from './reduce';
import { resize } from './resize';
import { dropout, flatten, zeroPad } from './shapes';
import { unary } from './unary';
import { where } from './where';
import { averagePool, windowMax } from './windowPools';

/** The function of each kind of node. */
const FUNCTIONS: { readonly [Kind in NodeKind]: NodeFunction<Kind> } = {
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
  convolution,
  convTranspose,
  linear,
  matMul,
  embedding,
  unary,
  binary,
  where,
  reduce,
  softmax,
  argMax,
  argMin,
  layerNorm,
  groupNorm,
  foldedNorm,
  localResponseNorm,
  averagePool,
  windowMax,
  reshape,
  transpose,
  slice,
  concat,
  pad,
  gather,
  expand,
  tile,
  resize,
  depthToSpace,
  spaceToDepth,
  cast,
  cumulativeSum,
  triangle,
  oneHot,
  quantize,
  dequantize,
  lstm,
  rnn,
  onnxGru,
};

/** Runs one node, as `NodeFunction` says. */
export function runNode(
  node: NetworkNode,
  inputs: readonly tf.Tensor[],
  tensors: readonly tf.Tensor[],
  how: NodeInference,
): tf.Tensor {
  const run = FUNCTIONS[node.kind] as NodeFunction<NodeKind>;
  return run(node, inputs, tensors, how);
}
