import type { Initializer } from '../engine/loading/buildNetwork';
import type { Augmentation } from './augment';
import type { FrameAugmentation } from './augmentFrames';

interface CommonRecipe {
  /** How kernels start. */
  readonly initializer: Initializer;
  readonly batchSize: number;
  readonly epochs: number;
  /** Factor on the optimizer's own step at its height; falls linearly to 0 at the last batch. */
  readonly learningRate: number;
  /**
   * Share of the training, [0, 1), in which the learning rate first rises linearly from 0; without
   * it, it starts high.
   */
  readonly warmUp?: number;
  /** How samples change before each look; without it, they stay. */
  readonly augmentation?: Augmentation | FrameAugmentation;
  /**
   * Gradients longer than this, all tensors as one vector, are scaled down to it; without it, none
   * are.
   */
  readonly maxGradientNorm?: number;
}

/** Adadelta (Zeiler 2012). */
export interface AdadeltaRecipe extends CommonRecipe {
  readonly optimizer: 'adadelta';
  /** Share of the old running averages that a step keeps. */
  readonly rho: number;
  /** Added under Adadelta's square roots. */
  readonly epsilon: number;
}

/** AdamW (Loshchilov and Hutter 2019): weights decay apart from the gradient. */
export interface AdamRecipe extends CommonRecipe {
  readonly optimizer: 'adam';
  /** Shares of the old running averages that a step keeps: of gradients and of their squares. */
  readonly beta1: number;
  readonly beta2: number;
  /** Added to the root of the mean squared gradient. */
  readonly epsilon: number;
  /**
   * Share of a weight that a step at learning rate 1 takes away; kernels only, not biases and the
   * like.
   */
  readonly weightDecay: number;
}

/**
 * Everything besides data and seed that decides the trained weights. The model's manifest quotes
 * it.
 */
export type Recipe = AdadeltaRecipe | AdamRecipe;
