import * as tf from '@tensorflow/tfjs-core';
import type { NodeInference } from '../nodes/nodeFunction';
import { type GruInputs, gruStep, inputTerms, splitGates, takeGateRows } from './gruStep';
import { takeRows } from './takeRows';

/**
 * Computes the hidden states [batch, steps, units] of a GRU with initial state 0. Weights are as in
 * Keras of 2018 (`reset_after=False`), with columns in the order z, r, h. The gates use the true
 * sigmoid; Keras 2.2's default was the piecewise linear `hard_sigmoid`.
 *
 * Each step stores z, r, the candidate and the hidden state, and the recurrence continues with the
 * stored values. Last, a copy of all states is stored as output; the recurrence does not use it.
 * Keeps no tensor except its result. Not differentiable: `src/train/gru` is.
 */
export function inferGru(inputs: GruInputs, how: NodeInference): tf.Tensor3D {
  return tf.tidy(() => {
    const states = hiddenStates(inputs, how);
    return how.onWrite === null ? states : (how.onWrite(states, 'output', 0) as tf.Tensor3D);
  });
}

/**
 * Maximum number of rows multiplied by the input kernel at once: all 254 steps of 32 sequences. It
 * limits the memory of larger batches.
 */
const INPUT_ROWS = 8192;

function hiddenStates([x, kernel, recurrentKernel, bias]: GruInputs, how: NodeInference): tf.Tensor3D {
  return tf.tidy(() => {
    const [batch, steps, features] = x.shape;
    const units = recurrentKernel.shape[0];
    // Split once for all steps. WASM packs a weight when it first sees its tensor, and would pack
    // it again at every step.
    const recurrent = splitGates(recurrentKernel);
    const kernels = splitGates(kernel);
    const biases = tf.split(bias, 3) as tf.Tensor1D[];
    const byTime: tf.Tensor2D = tf.reshape(tf.transpose(x, [1, 0, 2]), [steps * batch, features]);
    const stepsAtOnce = Math.max(1, Math.floor(INPUT_ROWS / batch));

    let hidden: tf.Tensor2D = tf.zeros([batch, units]);
    const states: tf.Tensor2D[] = [];
    for (let start = 0; start < steps; start += stepsAtOnce) {
      const length = Math.min(stepsAtOnce, steps - start);
      const computed = tf.tidy(() => {
        const terms = inputTerms(takeRows(byTime, start * batch, length * batch), kernels, biases);
        return Array.from({ length }, (_, step) => {
          const input = () => takeGateRows(terms, step * batch, batch);
          hidden = tf.tidy(() => gruStep(hidden, input(), recurrent, how, start + step));
          return hidden;
        });
      });
      states.push(...computed);
    }
    return tf.reshape(tf.concat(states, 1), [batch, steps, units]);
  });
}
