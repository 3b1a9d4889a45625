import type { AdamRecipe, Recipe } from './recipe';

/** Common settings of all networks that are not trained with the authors' optimizer. */
const ADAM: Omit<AdamRecipe, 'batchSize' | 'epochs' | 'learningRate'> = {
  optimizer: 'adam',
  initializer: 'heUniform',
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 1e-2,
  maxGradientNorm: 2,
};

const PERCEPTRON: Recipe = {
  optimizer: 'adadelta',
  initializer: 'glorotUniform',
  batchSize: 128,
  epochs: 10,
  learningRate: 1,
  rho: 0.95,
  epsilon: 1e-6,
};

/** Training recipes by model id. */
export const RECIPES: ReadonlyMap<string, Recipe> = new Map<string, Recipe>([
  ['lenet-fc', PERCEPTRON],
  ['chip-net', PERCEPTRON],
  ['lenet-cnn', { ...ADAM, batchSize: 128, epochs: 4, learningRate: 1e-3 }],
  [
    'cf-vgg',
    {
      ...ADAM,
      batchSize: 64,
      epochs: 4,
      learningRate: 6e-4,
      warmUp: 0.1,
      augmentation: { maxShift: 2, flips: true },
    },
  ],
  [
    'vgg16-mini',
    {
      ...ADAM,
      batchSize: 64,
      epochs: 9,
      learningRate: 1e-3,
      warmUp: 0.1,
      augmentation: { maxShift: 3, flips: true },
    },
  ],
  [
    'resnet50-mini',
    {
      ...ADAM,
      batchSize: 64,
      epochs: 10,
      learningRate: 2e-3,
      warmUp: 0.1,
      augmentation: { maxShift: 3, flips: true },
    },
  ],
  [
    'ti-gru',
    {
      ...ADAM,
      initializer: 'glorotUniform',
      batchSize: 32,
      epochs: 6,
      learningRate: 1e-3,
      weightDecay: 0,
      augmentation: { maxShift: 5, noise: 0.3 },
    },
  ],
  [
    'vit-mini',
    { ...ADAM, initializer: 'glorotUniform', batchSize: 64, epochs: 1, learningRate: 2e-3, warmUp: 0.1 },
  ],
  [
    'gpt-mini',
    {
      ...ADAM,
      initializer: 'glorotUniform',
      batchSize: 16,
      epochs: 1,
      learningRate: 2e-3,
      warmUp: 0.1,
      scoresEveryPosition: true,
    },
  ],
]);

/**
 * Describes the differences between a recipe and the authors' training, with reasons, for manifests
 * and users.
 */
export function recipeNotes({ optimizer }: Recipe): string {
  return optimizer === 'adadelta'
    ? "The learning rate falls linearly to 0 (the authors' is constant), so that the error does not depend on which batch " +
        'came last; epsilon is 1e-6 as in Zeiler 2012 (Keras: 1e-7), which spreads the weights wider against the step of Q2.6'
    : "AdamW with a learning rate that falls linearly to 0 in place of the authors' optimizer: it gets there in the hour " +
        'that a training may take on one core';
}
