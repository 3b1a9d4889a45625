import { describe, expect, it } from 'vitest';
import { checkBerGrid } from '../../../experiment/sweep/berGrid';
import { runsOf } from './runsOf';

const GRID = checkBerGrid({ kind: 'list', bers: [1e-6, 1e-5, 1e-4, 1e-3] });
const runs = (...bers: number[]) =>
  runsOf(
    bers.map((ber) => ({ ber })),
    GRID,
  ).map((run) => run.map(({ ber }) => ber));

describe('runsOf', () => {
  it('breaks where a rate of the grid is missing', () => {
    expect(runs()).toEqual([]);
    expect(runs(1e-6, 1e-5, 1e-4, 1e-3)).toEqual([[1e-6, 1e-5, 1e-4, 1e-3]]);
    expect(runs(1e-6, 1e-3)).toEqual([[1e-6], [1e-3]]);
    expect(runs(1e-6, 1e-5, 1e-3)).toEqual([[1e-6, 1e-5], [1e-3]]);
  });

  it('takes rates between two of the grid as neighbours of both', () => {
    expect(runs(1e-6, 3e-6, 1e-5, 3e-5, 1e-3)).toEqual([[1e-6, 3e-6, 1e-5, 3e-5], [1e-3]]);
  });
});
