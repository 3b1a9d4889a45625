import type { SgdRecipe } from './recipe';
import type { StepPlace, TrainedTensor } from './trainedTensor';

/** Running sum of gradients. */
export const SGD_SLOTS = ['velocity'] as const;

/** One step of gradient descent with Nesterov's momentum, as PyTorch writes it: the velocity is free of the learning rate. */
export function sgdStep(
  { values, slots }: TrainedTensor<(typeof SGD_SLOTS)[number]>,
  gradient: Float32Array,
  { learningRate, decays }: StepPlace,
  { momentum, weightDecay }: SgdRecipe,
): void {
  const { velocity } = slots;
  const decay = decays ? weightDecay : 0;
  for (let index = 0; index < values.length; index++) {
    const g = gradient[index]! + decay * values[index]!;
    const v = momentum * velocity[index]! + g;
    velocity[index] = v;
    values[index] = values[index]! - learningRate * (g + momentum * v);
  }
}
