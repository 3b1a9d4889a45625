import type { Recipe } from '../recipe';

/** The learning rate when the share `progress`, [0, 1), of all batches is done. */
export function learningRateAt({ learningRate, warmUp = 0 }: Recipe, progress: number): number {
  if (progress < warmUp) return (learningRate * progress) / warmUp;
  return (learningRate * (1 - progress)) / (1 - warmUp);
}
