import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Trial } from '../../core/site/injection';
import { anyBerGrid } from '../settings/anySpec.arbitrary';
import { DEFAULT_SPEC, type ExperimentSpec } from '../settings/experimentSpec';
import { gridBers, parseBerGrid } from './berGrid';
import { coarseToFine, planSweep, prioritize } from './plan';

function specWith(grid: string, trials: number): ExperimentSpec {
  return { ...DEFAULT_SPEC, bers: parseBerGrid(grid), trials };
}

function namesOf(trials: Iterable<Trial>): string[] {
  return Array.from(trials, ({ ber, trial }) => `${ber} #${trial}`);
}

describe('coarseToFine', () => {
  test('goes through decades, half decades, quarters and eighths of a span', () => {
    expect(coarseToFine(specWith('1e-5:1e-3:8', 1))).toEqual([
      ...[1e-5, 1e-4, 1e-3],
      ...[3.16e-5, 3.16e-4],
      ...[1.78e-5, 5.62e-5, 1.78e-4, 5.62e-4],
      ...[1.33e-5, 2.37e-5, 4.22e-5, 7.5e-5, 1.33e-4, 2.37e-4, 4.22e-4, 7.5e-4],
    ]);
  });

  test('goes through a list by bisection', () => {
    expect(coarseToFine(specWith('1e-6,2e-6,3e-6,4e-6,5e-6,6e-6,7e-6', 1))).toEqual([
      1e-6, 7e-6, 4e-6, 2e-6, 5e-6, 3e-6, 6e-6,
    ]);
    expect(coarseToFine(specWith('1e-6', 1))).toEqual([1e-6]);
  });

  test('names every rate of any grid once', () => {
    fc.assert(
      fc.property(anyBerGrid, (bers) => {
        const order = coarseToFine({ ...DEFAULT_SPEC, bers });
        expect([...order].sort((a, b) => a - b)).toEqual(gridBers(bers));
      }),
    );
  });
});

describe('planSweep', () => {
  test('runs trial 0 at every rate before trial 1 at any', () => {
    const plan = planSweep(specWith('1e-3:1e-2:2', 2));
    expect(namesOf(plan.trials)).toEqual([
      ...['0.001 #0', '0.01 #0', '0.00316 #0'],
      ...['0.001 #1', '0.01 #1', '0.00316 #1'],
    ]);
    expect([plan.total, plan.known]).toEqual([6, 0]);
    expect(namesOf(plan.trials)).toHaveLength(6);
  });

  test('skips what is known, also at rates outside the grid', () => {
    const known = new Set(['0.001 #0', '0.01 #1', '0.02 #0']);
    const plan = planSweep(specWith('1e-3:1e-2:2', 2), (ber, trial) => known.has(`${ber} #${trial}`));
    expect(namesOf(plan.trials)).toEqual(['0.01 #0', '0.00316 #0', '0.001 #1', '0.00316 #1']);
    expect([plan.total, plan.known]).toEqual([4, 2]);
  });

  test('plans nothing when everything is known', () => {
    const plan = planSweep(DEFAULT_SPEC, () => true);
    expect([namesOf(plan.trials), plan.total, plan.known]).toEqual([[], 0, 21 * 30]);
  });
});

describe('prioritize', () => {
  const spec = specWith('1e-3:1e-2:1', 3);

  test('puts a rate of the grid first and runs none of its trials twice', () => {
    const plan = prioritize(planSweep(spec), 1e-2, 2);
    expect(namesOf(plan.trials)).toEqual([
      ...['0.01 #0', '0.01 #1'],
      ...['0.001 #0', '0.001 #1', '0.001 #2', '0.01 #2'],
    ]);
    expect(plan.total).toBe(6);
  });

  test('adds trials at a rate outside the grid, no more than the spec has per rate', () => {
    const plan = prioritize(planSweep(spec), 5e-3, 8);
    expect(namesOf(plan.trials).slice(0, 4)).toEqual(['0.005 #0', '0.005 #1', '0.005 #2', '0.001 #0']);
    expect(plan.total).toBe(9);
  });

  test('skips known trials, and leaves the plan as it is at rate 0', () => {
    const plan = planSweep(spec, (ber, trial) => ber === 5e-3 && trial === 0);
    expect(namesOf(prioritize(plan, 5e-3, 2).trials)[0]).toBe('0.005 #1');
    expect(prioritize(plan, 0, 8)).toBe(plan);
  });

  test('is the same trials in another order, for any grid', () => {
    fc.assert(
      fc.property(anyBerGrid, fc.nat(), fc.integer({ min: 0, max: 6 }), (bers, pick, numTrials) => {
        const plan = planSweep({ ...DEFAULT_SPEC, bers, trials: 4 });
        const rates = gridBers(bers);
        const first = prioritize(plan, rates[pick % rates.length]!, numTrials);
        expect(namesOf(first.trials).sort()).toEqual(namesOf(plan.trials).sort());
        expect(first.total).toBe(plan.total);
      }),
    );
  });
});
