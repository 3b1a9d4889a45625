import * as tf from '@tensorflow/tfjs-core';
import type { NodeInference } from '../nodes/nodeFunction';
import { dropTiny } from './dropTiny';
import { takeRows } from './takeRows';

/**
 * Inputs [batch, steps, features], kernel [features, 3 · units], recurrent kernel [units, 3 ·
 * units], bias [3 · units].
 */
export type GruInputs = [
  x: tf.Tensor3D,
  kernel: tf.Tensor2D,
  recurrentKernel: tf.Tensor2D,
  bias: tf.Tensor1D,
];

/** One tensor for each of a GRU's update gate z, reset gate r and candidate. */
export interface GateTensors {
  readonly update: tf.Tensor2D;
  readonly reset: tf.Tensor2D;
  readonly candidate: tf.Tensor2D;
}

/**
 * Splits a tensor [rows, 3 · units], with columns in Keras's order z, r, h, into three of [rows,
 * units].
 */
export function splitGates(joined: tf.Tensor2D): GateTensors {
  const [update, reset, candidate] = tf.split(joined, 3, 1) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
  return { update, reset, candidate };
}

/** Copies the same rows of all three tensors. */
export function takeGateRows(gates: GateTensors, start: number, numRows: number): GateTensors {
  return {
    update: takeRows(gates.update, start, numRows),
    reset: takeRows(gates.reset, start, numRows),
    candidate: takeRows(gates.candidate, start, numRows),
  };
}

/** Computes the contribution of inputs [rows, features] and biases to each gate, [rows, units]. */
export function inputTerms(
  rows: tf.Tensor2D,
  kernels: GateTensors,
  biases: readonly tf.Tensor1D[],
): GateTensors {
  const term = (kernel: tf.Tensor2D, bias: tf.Tensor1D) =>
    tf.fused.matMul({ a: rows, b: kernel, bias }) as tf.Tensor2D;
  return {
    update: term(kernels.update, biases[0]!),
    reset: term(kernels.reset, biases[1]!),
    candidate: term(kernels.candidate, biases[2]!),
  };
}

/**
 * Computes z, r and the candidate, each [rows, units]. Rows may belong to many steps. What each
 * sigmoid or tangent takes is checked before. Call inside `tf.tidy`.
 */
export function gruGates(
  hidden: tf.Tensor2D,
  input: GateTensors,
  recurrent: GateTensors,
  { onWrite, check }: NodeInference,
  step: number,
): GateTensors {
  const gate = (part: keyof GateTensors, activation: typeof tf.tanh, from: tf.Tensor2D): tf.Tensor2D => {
    const sums: tf.Tensor2D = tf.add(input[part], tf.matMul(from, recurrent[part]));
    const values = activation(check === null ? sums : check(sums));
    return onWrite === null ? values : (onWrite(values, part, step) as tf.Tensor2D);
  };
  const reset = gate('reset', tf.sigmoid, hidden);
  const candidate = gate('candidate', tf.tanh, tf.mul(reset, hidden));
  return { update: gate('update', tf.sigmoid, hidden), reset, candidate };
}

/**
 * Computes the next hidden state [batch, units] of a GRU. Inputs are the last state, the
 * contributions of the step's input and the biases ([batch, units] each), and the recurrent kernels
 * ([units, units] each).
 *
 * Follows Keras's convention: z keeps the old state, and the reset gate scales the state before the
 * recurrent kernel (`reset_after=False`). The next step and the output read the stored state. Call
 * inside `tf.tidy`.
 */
export function gruStep(
  hidden: tf.Tensor2D,
  input: GateTensors,
  recurrent: GateTensors,
  how: NodeInference,
  step: number,
): tf.Tensor2D {
  const { onWrite, check } = how;
  const { update, candidate } = gruGates(hidden, input, recurrent, how, step);
  // z h + (1 - z) c with one operation fewer.
  const mixed: tf.Tensor2D = tf.add(candidate, tf.mul(update, tf.sub(hidden, candidate)));
  const next = check === null ? mixed : check(mixed);
  return onWrite === null ? next : (onWrite(dropTiny(next), 'hidden', step) as tf.Tensor2D);
}
