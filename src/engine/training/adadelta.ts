import type { Recipe } from './recipe';

/** One trained tensor and what Adadelta remembers of it, arrays of equal length; `adadeltaStep` writes all three. */
export interface TrainedTensor {
  readonly values: Float32Array;
  /** Running average of squared gradients. */
  readonly squaredGradients: Float32Array;
  /** Running average of squared updates. */
  readonly squaredUpdates: Float32Array;
}

/**
 * One step of Adadelta (Zeiler 2012, Algorithm 1) on `tensor`, scaled by `learningRate`.
 *
 * tfjs 4.22 has one, but it divides by the average before the newest gradient, so its first step is the raw gradient.
 */
export function adadeltaStep(
  tensor: TrainedTensor,
  gradient: Float32Array,
  learningRate: number,
  { rho, epsilon }: Recipe,
): void {
  const { values, squaredGradients, squaredUpdates } = tensor;
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
