import * as tf from '@tensorflow/tfjs-core';
import { type GateTensors, type GruInputs, gruGates, inputTerms, splitGates } from '../../engine/gru/gruStep';
import { takeRows } from '../../engine/gru/takeRows';
import { PLAIN_NODE } from '../../engine/nodes/nodeFunction';

/**
 * Computes the gradients of the four inputs of `gru` by backpropagation through time, from its
 * result `states` [batch, steps, units] and the gradient `outer` of the result.
 *
 * Gates are computed again from the states, for all steps at once. This is cheaper than keeping
 * four tensors for each step, and leaves the forward pass the same with and without training.
 *
 * Matrices are transposed before they are multiplied: with its transpose flags tfjs's matMul uses a
 * scalar path on WASM, which takes ten times as long (4.22).
 */
export function gruGradient(inputs: GruInputs, states: tf.Tensor3D, outer: tf.Tensor3D): tf.Tensor[] {
  return tf.tidy(() => {
    const [x, kernel, recurrentKernel] = inputs;
    const recurrent = splitGates(recurrentKernel);
    const pass = repeatForward(inputs, recurrent, states);
    const { update, reset, candidate } = argumentGradients(pass, recurrent, rowsByTime(outer), x.shape[0]);

    const joined = tf.concat([update, reset, candidate], 1);
    const rows = tf.reshape(tf.matMul(joined, tf.transpose(kernel)), [x.shape[1], x.shape[0], x.shape[2]]);
    const before: tf.Tensor2D = tf.transpose(pass.before);
    const gated: tf.Tensor2D = tf.transpose(tf.mul(pass.reset, pass.before));
    return [
      tf.transpose(rows, [1, 0, 2]),
      tf.matMul(tf.transpose(rowsByTime(x)), joined),
      tf.concat([tf.matMul(before, update), tf.matMul(before, reset), tf.matMul(gated, candidate)], 1),
      tf.sum(joined, 0),
    ];
  });
}

/**
 * Values of the forward pass that the backward pass needs: [steps · batch, units], rows by time.
 */
interface ForwardPass {
  /** State before each step. */
  readonly before: tf.Tensor2D;
  readonly update: tf.Tensor2D;
  readonly reset: tf.Tensor2D;
  /**
   * Derivatives of the new state by the arguments of z and of the candidate, and of r∘h by the
   * argument of r.
   */
  readonly slopes: GateTensors;
}

function repeatForward(
  [x, kernel, , bias]: GruInputs,
  recurrent: GateTensors,
  states: tf.Tensor3D,
): ForwardPass {
  const [batch, steps, units] = states.shape;
  const before = tf.tidy(() => {
    const start = tf.zeros<tf.Rank.R2>([batch, units]);
    return takeRows(tf.concat([start, rowsByTime(states)]), 0, steps * batch);
  });
  const { update, reset, candidate } = tf.tidy(() => {
    const terms = inputTerms(rowsByTime(x), splitGates(kernel), tf.split(bias, 3) as tf.Tensor1D[]);
    return { ...gruGates(before, terms, recurrent, PLAIN_NODE, 0) };
  });
  const slopes = tf.tidy(() => {
    const renewed = tf.sub(1, update);
    return {
      update: tf.mul(tf.sub(before, candidate), tf.mul(update, renewed)) as tf.Tensor2D,
      reset: tf.mul(before, tf.mul(reset, tf.sub(1, reset))) as tf.Tensor2D,
      candidate: tf.mul(renewed, tf.sub(1, tf.square(candidate))) as tf.Tensor2D,
    };
  });
  candidate.dispose();
  return { before, update, reset, slopes };
}

/**
 * Computes the gradients [steps · batch, units] of the arguments of the three activations, rows by
 * time.
 */
function argumentGradients(
  { update, reset, slopes }: ForwardPass,
  recurrent: GateTensors,
  outer: tf.Tensor2D,
  batch: number,
): GateTensors {
  return tf.tidy(() => {
    const numSteps = outer.shape[0] / batch;
    const updateBack: tf.Tensor2D = tf.transpose(recurrent.update);
    const resetBack: tf.Tensor2D = tf.transpose(recurrent.reset);
    const candidateBack: tf.Tensor2D = tf.transpose(recurrent.candidate);
    const gradients: GateTensors[] = [];
    let fromNext: tf.Tensor2D = tf.zeros([batch, outer.shape[1]]);
    for (let step = numSteps - 1; step >= 0; step--) {
      const at = (rows: tf.Tensor2D) => takeRows(rows, step * batch, batch);
      const { toPrevious, ...ofStep } = tf.tidy(() => {
        const state = tf.add(at(outer), fromNext);
        const ofUpdate: tf.Tensor2D = tf.mul(state, at(slopes.update));
        const ofCandidate: tf.Tensor2D = tf.mul(state, at(slopes.candidate));
        const ofGated = tf.matMul(ofCandidate, candidateBack);
        const ofReset: tf.Tensor2D = tf.mul(ofGated, at(slopes.reset));
        const direct = tf.add(tf.mul(state, at(update)), tf.mul(ofGated, at(reset)));
        const gated = tf.add(tf.matMul(ofUpdate, updateBack), tf.matMul(ofReset, resetBack));
        const previous: tf.Tensor2D = tf.add(direct, gated);
        return { update: ofUpdate, reset: ofReset, candidate: ofCandidate, toPrevious: previous };
      });
      fromNext.dispose();
      fromNext = toPrevious;
      gradients.unshift(ofStep);
    }
    const joined = (gate: keyof GateTensors) => tf.concat(gradients.map((ofStep) => ofStep[gate]));
    return { update: joined('update'), reset: joined('reset'), candidate: joined('candidate') };
  });
}

/**
 * Reshapes [batch, steps, columns] to [steps · batch, columns], with the rows of a step together.
 */
function rowsByTime(tensor: tf.Tensor3D): tf.Tensor2D {
  const [batch, steps, columns] = tensor.shape;
  return tf.reshape(tf.transpose(tensor, [1, 0, 2]), [steps * batch, columns]);
}
