import type * as tf from '@tensorflow/tfjs-core';
import type { BufferPart } from '../../core/network/model';
import type { NetworkNode } from '../../core/network/network';

/** Kind of a node. */
export type NodeKind = NetworkNode['kind'];

/** A node of one kind. */
type NodeOf<Kind extends NodeKind> = Extract<NetworkNode, { readonly kind: Kind }>;

/** Storage and checks of a node in an inference. */
export interface NodeInference {
  /**
   * Replaces values of one step by their stored values, of the same shape. Null: values are not
   * stored.
   */
  readonly onWrite: ((values: tf.Tensor, part: BufferPart, step: number) => tf.Tensor) | null;
  /**
   * Checks results [batch, ...] for Infinity and NaN and returns finite values, after the node's
   * own ReLU. Null: no check is needed.
   */
  readonly check: (<Values extends tf.Tensor>(values: Values) => Values) | null;
}

/** Nothing is stored and nothing is checked. */
export const PLAIN_NODE: NodeInference = { onWrite: null, check: null };

/**
 * Computes, checks and stores the output of a node from its inputs and its stored tensors
 * (`nodeTensors`). Returns a new tensor. Call inside `tf.tidy`.
 */
export type NodeFunction<Kind extends NodeKind> = (
  node: NodeOf<Kind>,
  inputs: readonly tf.Tensor[],
  tensors: readonly tf.Tensor[],
  how: NodeInference,
) => tf.Tensor;

/**
 * Computes the output of a node. With `isChecked` a ReLU of the node's own is left out, because it
 * comes after the check: on WASM it would turn NaN into 0.
 */
type Computation<Kind extends NodeKind> = (
  node: NodeOf<Kind>,
  inputs: readonly tf.Tensor[],
  tensors: readonly tf.Tensor[],
  isChecked: boolean,
) => tf.Tensor;

/** Makes the function of a node whose whole output is checked, then stored. */
export function wholeOutput<Kind extends NodeKind>(compute: Computation<Kind>): NodeFunction<Kind> {
  return (node, inputs, tensors, { onWrite, check }) => {
    const computed = compute(node, inputs, tensors, check !== null);
    const values = check === null ? computed : check(computed);
    return onWrite === null ? values : onWrite(values, 'output', 0);
  };
}
