import type { AdadeltaRecipe } from '../recipe';
import type { TrainedTensor } from '../trainedTensor';

/** Running averages of squared gradients and of squared updates. */
export const ADADELTA_SLOTS = ['squaredGradients', 'squaredUpdates'] as const;

/**
 * Makes one step of Adadelta (Zeiler 2012, Algorithm 1) on `tensor`, scaled by `learningRate`.
 *
 * tfjs 4.22 has an Adadelta, but it divides by the average without the newest gradient, so its
 * first step is the raw gradient.
 */
export function adadeltaStep(
  { values, slots }: TrainedTensor<(typeof ADADELTA_SLOTS)[number]>,
  gradient: Float32Array,
  learningRate: number,
  { rho, epsilon }: AdadeltaRecipe,
): void {
  const { squaredGradients, squaredUpdates } = slots;
  for (let index = 0; index < values.length; index++) {
    const g = gradient[index]!;
    const meanSquaredGradient = rho * squaredGradients[index]! + (1 - rho) * g * g;
    const update =
      (Math.sqrt(squaredUpdates[index]! + epsilon) / Math.sqrt(meanSquaredGradient + epsilon)) * g;
    squaredGradients[index] = meanSquaredGradient;
    squaredUpdates[index] = rho * squaredUpdates[index]! + (1 - rho) * update * update;
    values[index] = values[index]! - learningRate * update;
  }
}
