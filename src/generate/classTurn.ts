import type { Draws } from './draws';

/**
 * Returns the class of a generated sample. Each run of `numClasses` samples, starting at a multiple
 * of `numClasses`, has every class once, shuffled by `draws`. All samples of a run must be given
 * the same draws.
 */
export function classTurn(index: number, numClasses: number, draws: Draws): number {
  const order = Array.from({ length: numClasses }, (_, label) => label);
  for (let last = numClasses - 1; last > 0; last--) {
    const other = draws.below(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order[index % numClasses]!;
}
