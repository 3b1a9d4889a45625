import { type BerGrid, gridBers } from '../../../experiment/sweep/berGrid';

interface AtRate {
  readonly ber: number;
}

/** True when no rate of the grid lies between two rates, so that a line between them skips nothing that is planned. */
export function areNeighbours(low: number, high: number, grid: BerGrid): boolean {
  return !gridBers(grid).some((ber) => ber > low && ber < high);
}

/** Ascending points in runs of neighbours: one line each, since a line over an unmeasured rate reads like a result. */
export function runsOf<T extends AtRate>(points: readonly T[], grid: BerGrid): readonly (readonly T[])[] {
  const runs: T[][] = [];
  for (const point of points) {
    const run = runs.at(-1);
    if (run !== undefined && areNeighbours(run.at(-1)!.ber, point.ber, grid)) run.push(point);
    else runs.push([point]);
  }
  return runs;
}
