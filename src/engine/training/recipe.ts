/** Everything besides data and seed that decides the trained weights. Written into the model's manifest. */
export interface Recipe {
  readonly optimizer: 'adadelta';
  readonly batchSize: number;
  readonly epochs: number;
  /** Factor on Adadelta's own step at the start; falls linearly to 0 at the last batch. */
  readonly learningRate: number;
  /** Share of the old running averages that a step keeps. */
  readonly rho: number;
  /** Added under Adadelta's square roots. */
  readonly epsilon: number;
}

/**
 * The authors' recipe (Adadelta, batch 128, ten epochs, each picture standardised by itself) but for two settings, see
 * `RECIPE_NOTES`.
 */
export const LENET_FC_RECIPE: Recipe = {
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
