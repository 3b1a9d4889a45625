import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Network } from '../engine/nodes/network';
import { keyDropout } from './dropout';
import { type ModelVariable, modelVariables } from './modelVariables';

/** A network while it is trained. */
export interface Trainable {
  readonly variables: readonly ModelVariable[];
  readonly numClasses: number;
  /**
   * Returns the scores before softmax [scores, numClasses] of a batch [batch, ...inputShape]: one
   * row for each label of its samples. Calls are differentiable.
   */
  scores(inputs: tf.Tensor): tf.Tensor;
  /** Chooses what is drawn in a step of the training. Seed and step are u32. */
  startStep(seed: number, step: number): void;
  dispose(): void;
}

/** Makes a model of tfjs trainable. */
export function trainableLayers(model: LayersModel): Trainable {
  return {
    variables: modelVariables(model),
    numClasses: model.outputs[0]!.shape[1]!,
    scores: (inputs) => model.apply(inputs, { training: true }) as tf.Tensor,
    startStep: (seed, step) => {
      keyDropout(model, seed, step);
    },
    dispose: () => {
      model.dispose();
    },
  };
}

/** Copies the trained tensors into a network. */
export function copyWeights({ variables }: Trainable, network: Network): void {
  for (const { name, read } of variables) network.write(name, read().clone());
}
