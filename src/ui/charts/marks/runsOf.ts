import { type BerGrid, gridBers } from '../../../experiment/sweep/berGrid';

interface AtRate {
  readonly ber: number;
}

/**
 * Returns true if no rate of the grid is between two rates, so that a line between them crosses no
 * planned rate.
 */
export function areNeighbours(low: number, high: number, grid: BerGrid): boolean {
  return !gridBers(grid).some((ber) => ber > low && ber < high);
}

/**
 * Splits points with ascending rates into runs of neighbours. Each run is drawn as one line,
 * because a line across an unmeasured rate would look like a result.
 */
export function runsOf<T extends AtRate>(points: readonly T[], grid: BerGrid): readonly (readonly T[])[] {
  const runs: T[][] = [];
  for (const point of points) {
    const run = runs.at(-1);
    if (run !== undefined && areNeighbours(run.at(-1)!.ber, point.ber, grid)) run.push(point);
    else runs.push([point]);
  }
  return runs;
}
