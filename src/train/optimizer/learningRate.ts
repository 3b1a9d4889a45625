import type { Recipe } from '../recipe';

/** Returns the learning rate after the share `progress`, [0, 1), of all batches. */
export function learningRateAt({ learningRate, warmUp = 0 }: Recipe, progress: number): number {
  if (progress < warmUp) return (learningRate * progress) / warmUp;
  return (learningRate * (1 - progress)) / (1 - warmUp);
}
