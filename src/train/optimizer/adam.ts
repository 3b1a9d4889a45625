import type { AdamRecipe } from '../recipe';
import type { StepPlace, TrainedTensor } from '../trainedTensor';

/** Running averages of gradients and of their squares. */
export const ADAM_SLOTS = ['gradients', 'squaredGradients'] as const;

/**
 * Makes one step of AdamW (Loshchilov and Hutter 2019, Algorithm 2), with corrections for averages
 * that start at 0.
 */
export function adamStep(
  { values, slots }: TrainedTensor<(typeof ADAM_SLOTS)[number]>,
  gradient: Float32Array,
  { learningRate, stepsDone, decays }: StepPlace,
  { beta1, beta2, epsilon, weightDecay }: AdamRecipe,
): void {
  const { gradients, squaredGradients } = slots;
  const step = learningRate / (1 - beta1 ** (stepsDone + 1));
  const correction = 1 / (1 - beta2 ** (stepsDone + 1));
  const kept = decays ? 1 - learningRate * weightDecay : 1;
  for (let index = 0; index < values.length; index++) {
    const g = gradient[index]!;
    const mean = beta1 * gradients[index]! + (1 - beta1) * g;
    const meanSquare = beta2 * squaredGradients[index]! + (1 - beta2) * g * g;
    gradients[index] = mean;
    squaredGradients[index] = meanSquare;
    values[index] = values[index]! * kept - (step * mean) / (Math.sqrt(meanSquare * correction) + epsilon);
  }
}
