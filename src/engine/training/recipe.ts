interface CommonRecipe {
  readonly batchSize: number;
  readonly epochs: number;
  /** Factor on the optimizer's own step at its height; falls linearly to 0 at the last batch. */
  readonly learningRate: number;
  /** Share of the training, [0, 1), in which the learning rate first rises linearly from 0; without it, it starts high. */
  readonly warmUp?: number;
  /** Gradients longer than this, all tensors as one vector, are scaled down to it; without it, none are. */
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

/** Stochastic gradient descent with Nesterov's momentum. */
export interface SgdRecipe extends CommonRecipe {
  readonly optimizer: 'sgd';
  /** Share of its velocity that a weight keeps from step to step. */
  readonly momentum: number;
  /** Share of a weight that is added to its gradient; kernels only, not biases and the like. */
  readonly weightDecay: number;
}

/** AdamW (Loshchilov and Hutter 2019): weights decay apart from the gradient. */
export interface AdamRecipe extends CommonRecipe {
  readonly optimizer: 'adam';
  /** Shares of the old running averages that a step keeps: of gradients and of their squares. */
  readonly beta1: number;
  readonly beta2: number;
  /** Added to the root of the mean squared gradient. */
  readonly epsilon: number;
  /** Share of a weight that a step at learning rate 1 takes away; kernels only, not biases and the like. */
  readonly weightDecay: number;
}

/** Everything besides data and seed that decides the trained weights. Flat, because the model's manifest quotes it. */
export type Recipe = AdadeltaRecipe | SgdRecipe | AdamRecipe;

/**
 * The authors' recipe (Adadelta, batch 128, ten epochs, each picture standardised by itself) but for two settings, see
 * `RECIPE_NOTES`.
 */
export const LENET_FC_RECIPE: AdadeltaRecipe = {
  optimizer: 'adadelta',
  batchSize: 128,
  epochs: 10,
  learningRate: 1,
  rho: 0.95,
  epsilon: 1e-6,
};

/** The departures from the authors' recipe and their reasons, for manifests and people. */
export const RECIPE_NOTES =
  "The learning rate falls linearly to 0 (the authors' is constant), so that the error does not depend on which batch came " +
  'last; epsilon is 1e-6 as in Zeiler 2012 (Keras: 1e-7), which spreads the weights wider against the step of Q2.6';
