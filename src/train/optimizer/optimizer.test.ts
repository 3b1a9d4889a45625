import { describe, expect, test } from 'vitest';
import type { AdadeltaRecipe, AdamRecipe, Recipe } from '../recipe';
import { clipGradients } from './clipGradients';
import { learningRateAt } from './learningRate';
import { optimizerStep, trainedTensor } from './optimizer';

const COMMON = { initializer: 'glorotUniform' as const, batchSize: 1, epochs: 1, learningRate: 1 };
const ADAM: AdamRecipe = {
  ...COMMON,
  optimizer: 'adam',
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  weightDecay: 0.5,
};
const ADADELTA: AdadeltaRecipe = { ...COMMON, optimizer: 'adadelta', rho: 0.95, epsilon: 1e-6 };

describe('optimizerStep', () => {
  test("adam's first step is the learning rate, whatever the gradient's size, and weights decay apart from it", () => {
    for (const gradient of [1e-3, 1, -1e3]) {
      const tensor = trainedTensor(Float32Array.of(2), ADAM);
      optimizerStep(tensor, Float32Array.of(gradient), ADAM, {
        learningRate: 0.1,
        stepsDone: 0,
        decays: true,
      });
      expect(tensor.values[0]).toBeCloseTo(2 * (1 - 0.1 * 0.5) - 0.1 * Math.sign(gradient), 4);
    }
  });

  test('adam agrees with a hand calculation of its second step', () => {
    const tensor = trainedTensor(Float32Array.of(0), ADAM);
    const place = { learningRate: 0.1, decays: false };
    optimizerStep(tensor, Float32Array.of(1), ADAM, { ...place, stepsDone: 0 });
    optimizerStep(tensor, Float32Array.of(3), ADAM, { ...place, stepsDone: 1 });
    // Corrected means: 0.39 / 0.19 and 0.0999 / 0.0199.
    expect(tensor.values[0]).toBeCloseTo(-0.1 - (0.1 * (0.39 / 0.19)) / Math.sqrt(0.0999 / 0.0199), 6);
  });

  test.each<Recipe>([ADADELTA, ADAM])('$optimizer reaches the bottom of a parabola', (recipe) => {
    const tensor = trainedTensor(Float32Array.of(1), recipe);
    const numSteps = recipe.optimizer === 'adadelta' ? 5000 : 500;
    for (let stepsDone = 0; stepsDone < numSteps; stepsDone++) {
      const learningRate = recipe.optimizer === 'adadelta' ? 1 : 0.02;
      const gradient = Float32Array.of(2 * tensor.values[0]!);
      optimizerStep(tensor, gradient, recipe, { learningRate, stepsDone, decays: false });
    }
    expect(Math.abs(tensor.values[0]!)).toBeLessThan(0.01);
  });
});

describe('learningRateAt', () => {
  test('falls linearly to 0', () => {
    expect(learningRateAt(ADADELTA, 0)).toBe(1);
    expect(learningRateAt(ADADELTA, 0.75)).toBe(0.25);
  });

  test('rises first if there is a warm-up', () => {
    const recipe = { ...ADAM, learningRate: 2, warmUp: 0.2 };
    expect([0, 0.1, 0.2, 0.6].map((progress) => learningRateAt(recipe, progress))).toEqual([0, 1, 2, 1]);
  });
});

describe('clipGradients', () => {
  test('scales all gradients by the same factor when they are too long, and leaves shorter ones alone', () => {
    const gradients = [Float32Array.of(3, 0), Float32Array.of(-4)];
    clipGradients(gradients, 6);
    expect(gradients).toEqual([Float32Array.of(3, 0), Float32Array.of(-4)]);
    clipGradients(gradients, 2.5);
    expect(gradients).toEqual([Float32Array.of(1.5, 0), Float32Array.of(-2)]);
  });
});
