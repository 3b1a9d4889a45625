import { describe, expect, test } from 'vitest';
import type { AdadeltaRecipe } from '../recipe';
import { adadeltaStep } from './adadelta';

const RECIPE: AdadeltaRecipe = {
  optimizer: 'adadelta',
  initializer: 'glorotUniform',
  batchSize: 1,
  epochs: 1,
  learningRate: 1,
  rho: 0.75,
  epsilon: 0.25,
};

function fresh(value: number) {
  return {
    values: Float32Array.of(value),
    slots: { squaredGradients: new Float32Array(1), squaredUpdates: new Float32Array(1) },
  };
}

describe('adadeltaStep', () => {
  test('agrees with a hand calculation of Algorithm 1', () => {
    const tensor = fresh(1);
    adadeltaStep(tensor, Float32Array.of(Math.sqrt(3)), 0.5, RECIPE);
    // Mean squared gradient 0.25 · 3 = 0.75; update sqrt(0 + 0.25) / sqrt(0.75 + 0.25) · sqrt(3) =
    // 0.8660.
    expect(tensor.slots.squaredGradients[0]).toBeCloseTo(0.75, 6);
    expect(tensor.values[0]).toBeCloseTo(1 - 0.5 * 0.5 * Math.sqrt(3), 6);
    expect(tensor.slots.squaredUpdates[0]).toBeCloseTo(0.25 * 0.75, 6);
  });

  test('leaves a weight alone that has no gradient', () => {
    const tensor = fresh(0.25);
    adadeltaStep(tensor, Float32Array.of(0), 1, RECIPE);
    expect(tensor).toEqual(fresh(0.25));
  });

  test('reaches the bottom of a parabola', () => {
    const tensor = fresh(1);
    const recipe = { ...RECIPE, rho: 0.95, epsilon: 1e-6 };
    for (let step = 0; step < 5000; step++) {
      adadeltaStep(tensor, Float32Array.of(2 * tensor.values[0]!), 1, recipe);
    }
    expect(Math.abs(tensor.values[0]!)).toBeLessThan(0.01);
  });
});
