import type * as tf from '@tensorflow/tfjs-core';
import type { BufferPart } from '../../core/network/model';
import type { NetworkNode } from '../../core/network/network';
import type { UnaryFunction } from '../../core/network/operators';
import { applyFunction } from './applyFunction';

/** Kind of a node. */
export type NodeKind = NetworkNode['kind'];

/** A node of one kind. */
export type NodeOf<Kind extends NodeKind> = Extract<NetworkNode, { readonly kind: Kind }>;

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
 * comes after the check: on WASM it would turn NaN into 0. `check` is for results on the way that
 * an infinite or NaN value would not leave again, such as the argument of a tangent.
 */
type Computation<Kind extends NodeKind> = (
  node: NodeOf<Kind>,
  inputs: readonly tf.Tensor[],
  tensors: readonly tf.Tensor[],
  isChecked: boolean,
  check: NodeInference['check'],
) => tf.Tensor;

/** Makes the function of a node whose whole output is checked, then stored. */
export function wholeOutput<Kind extends NodeKind>(compute: Computation<Kind>): NodeFunction<Kind> {
  return (node, inputs, tensors, { onWrite, check }) => {
    const computed = compute(node, inputs, tensors, check !== null, check);
    const values = check === null ? computed : check(computed);
    return onWrite === null ? values : onWrite(values, 'output', 0);
  };
}

/** Node with a fused function. */
type Fusing = Extract<NetworkNode, { readonly activation?: UnaryFunction }>['kind'];

/**
 * Returns the function that kernels of tfjs apply to their own sums, on all devices. Other
 * functions run after the kernel.
 */
export function inKernel(activation: UnaryFunction | undefined): 'linear' | 'relu' | 'relu6' {
  if (activation?.name === 'relu') return 'relu';
  return activation?.name === 'clip' && activation.min === 0 && activation.max === 6 ? 'relu6' : 'linear';
}

/**
 * Makes the function of a node with a fused function. Sums are checked before it, and its result
 * is checked and stored. A ReLU belongs to the computation, as in `wholeOutput`; so does what
 * `inKernel` names, where nothing is checked.
 */
export function fusedOutput<Kind extends Fusing>(compute: Computation<Kind>): NodeFunction<Kind> {
  return wholeOutput((node, inputs, tensors, isChecked, check) => {
    const sums = compute(node, inputs, tensors, isChecked, check);
    const { activation } = node as { readonly activation?: UnaryFunction };
    if (activation === undefined || activation.name === 'relu') return sums;
    if (!isChecked && inKernel(activation) !== 'linear') return sums;
    return applyFunction(activation, check === null ? sums : check(sums));
  });
}

/** Makes the function of a node that only rearranges values. Nothing is checked or stored. */
export function view<Kind extends NodeKind>(
  rearrange: (node: NodeOf<Kind>, inputs: readonly tf.Tensor[], tensors: readonly tf.Tensor[]) => tf.Tensor,
): NodeFunction<Kind> {
  return (node, inputs, tensors) => rearrange(node, inputs, tensors);
}
