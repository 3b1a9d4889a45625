import * as tf from '@tensorflow/tfjs-core';
import type { GruInputs } from './gru';
import { gruGates, inputTerms, splitGates } from './gruStep';
import { takeRows } from './takeRows';

/**
 * Gradients of the four inputs of `gru` by backpropagation through time, from its result `states` [batch, steps, units] and
 * the gradient `outer` of that. Gates are computed again from the states, all steps at once: cheaper than keeping four
 * tensors a step, and the forward pass is the same with and without training.
 */
export function gruGradient(inputs: GruInputs, states: tf.Tensor3D, outer: tf.Tensor3D): tf.Tensor[] {
  return tf.tidy(() => {
    const [x, kernel, recurrentKernel, bias] = inputs;
    const [batch, steps, features] = x.shape;
    const units = recurrentKernel.shape[0];
    const byTime = (tensor: tf.Tensor3D): tf.Tensor2D =>
      tf.reshape(tf.transpose(tensor, [1, 0, 2]), [steps * batch, tensor.shape[2]]);

    const inputRows = byTime(x);
    const recurrent = splitGates(recurrentKernel);
    const biases = tf.split(bias, 3) as tf.Tensor1D[];
    // The state that each step starts from: zeros, then every state but the last.
    const before = takeRows(
      tf.concat([tf.zeros<tf.Rank.R2>([batch, units]), byTime(states)]),
      0,
      steps * batch,
    );
    const { update, reset, candidate } = gruGates(
      before,
      inputTerms(inputRows, splitGates(kernel), biases),
      recurrent,
    );

    // What the gradient of the new state (for the reset gate: of r∘h) is multiplied by on its way to each gate's argument.
    const keep = tf.sub(1, update);
    const toUpdate: tf.Tensor2D = tf.mul(tf.sub(before, candidate), tf.mul(update, keep));
    const toCandidate: tf.Tensor2D = tf.mul(keep, tf.sub(1, tf.square(candidate)));
    const toReset: tf.Tensor2D = tf.mul(before, tf.mul(reset, tf.sub(1, reset)));
    const outerRows = byTime(outer);

    const updateBack: tf.Tensor2D = tf.transpose(recurrent.update);
    const resetBack: tf.Tensor2D = tf.transpose(recurrent.reset);
    const candidateBack: tf.Tensor2D = tf.transpose(recurrent.candidate);
    const updates: tf.Tensor2D[] = new Array(steps);
    const resets: tf.Tensor2D[] = new Array(steps);
    const candidates: tf.Tensor2D[] = new Array(steps);
    let fromNext: tf.Tensor2D = tf.zeros([batch, units]);
    for (let step = steps - 1; step >= 0; step--) {
      const at = (tensor: tf.Tensor2D) => takeRows(tensor, step * batch, batch);
      [fromNext, updates[step], resets[step], candidates[step]] = tf.tidy(() => {
        const state = tf.add(at(outerRows), fromNext);
        const updateArgument: tf.Tensor2D = tf.mul(state, at(toUpdate));
        const candidateArgument: tf.Tensor2D = tf.mul(state, at(toCandidate));
        const struck = tf.matMul(candidateArgument, candidateBack);
        const resetArgument: tf.Tensor2D = tf.mul(struck, at(toReset));
        const direct = tf.add(tf.mul(state, at(update)), tf.mul(struck, at(reset)));
        const gated = tf.add(tf.matMul(updateArgument, updateBack), tf.matMul(resetArgument, resetBack));
        return [tf.add(direct, gated), updateArgument, resetArgument, candidateArgument];
      }) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
    }

    const updateRows = tf.concat(updates);
    const resetRows = tf.concat(resets);
    const candidateRows = tf.concat(candidates);
    const joined = tf.concat([updateRows, resetRows, candidateRows], 1);
    const beforeBack: tf.Tensor2D = tf.transpose(before);
    const struckBack: tf.Tensor2D = tf.transpose(tf.mul(reset, before));
    const toX = tf.reshape(tf.matMul(joined, tf.transpose(kernel)), [steps, batch, features]);
    return [
      tf.transpose(toX, [1, 0, 2]),
      tf.matMul(tf.transpose(inputRows), joined),
      tf.concat(
        [
          tf.matMul(beforeBack, updateRows),
          tf.matMul(beforeBack, resetRows),
          tf.matMul(struckBack, candidateRows),
        ],
        1,
      ),
      tf.sum(joined, 0),
    ];
  });
}
