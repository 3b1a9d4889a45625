import type { Augmentation } from './augment';
import type { FrameAugmentation } from './augmentFrames';
import type { Initializer } from './startNetwork';

interface CommonRecipe {
  /** Initialiser of kernels. */
  readonly initializer: Initializer;
  readonly batchSize: number;
  readonly epochs: number;
  /**
   * Maximum learning rate, a factor on the optimizer's step. It falls linearly to 0 at the last
   * batch.
   */
  readonly learningRate: number;
  /**
   * Share of the training, [0, 1), in which the learning rate rises linearly from 0. Undefined: no
   * rise.
   */
  readonly warmUp?: number;
  /** Random changes of samples. Undefined: none. */
  readonly augmentation?: Augmentation | FrameAugmentation;
  /**
   * Maximum norm of all gradients as one vector; longer gradients are scaled down. Undefined: no
   * limit.
   */
  readonly maxGradientNorm?: number;
  /**
   * True for a text network whose every position predicts the next character in training, not the
   * last one alone. Undefined: false.
   */
  readonly scoresEveryPosition?: boolean;
}

/** Adadelta (Zeiler 2012). */
export interface AdadeltaRecipe extends CommonRecipe {
  readonly optimizer: 'adadelta';
  /** Share of the running averages that a step keeps. */
  readonly rho: number;
  /** Added under Adadelta's square roots. */
  readonly epsilon: number;
}

/** AdamW (Loshchilov and Hutter 2019): weight decay is separate from the gradient. */
export interface AdamRecipe extends CommonRecipe {
  readonly optimizer: 'adam';
  /** Shares of the running averages that a step keeps: of gradients and of their squares. */
  readonly beta1: number;
  readonly beta2: number;
  /** Added to the root of the mean squared gradient. */
  readonly epsilon: number;
  /**
   * Share of a weight subtracted by a step at learning rate 1. For kernels only, not for biases and
   * normalisation constants.
   */
  readonly weightDecay: number;
}

/**
 * All settings that determine the trained weights, apart from data and seed. The model's manifest
 * contains them.
 */
export type Recipe = AdadeltaRecipe | AdamRecipe;
