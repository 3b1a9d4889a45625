import type { Draws } from './draws';

/**
 * The class of a generated sample: each run of `numClasses` samples from a multiple of it on holds
 * every class once, in an order shuffled by `draws`, which must be those of that run.
 */
export function classTurn(index: number, numClasses: number, draws: Draws): number {
  const order = Array.from({ length: numClasses }, (_, label) => label);
  for (let last = numClasses - 1; last > 0; last--) {
    const other = draws.below(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order[index % numClasses]!;
}
