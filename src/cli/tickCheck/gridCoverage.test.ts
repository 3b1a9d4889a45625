import { expect, it } from 'vitest';
import { philox4x32 } from '../../core/pattern/philox';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { type BerGrid, gridBers } from '../../experiment/sweep/berGrid';
import { baselineOf } from '../../experiment/sweep/measurement.fake';
import { coverageOf } from './gridCoverage';
import type { Pool } from './trialPool';

const SWEEP: { readonly trials: number; readonly bers: BerGrid } = {
  trials: 30,
  bers: { kind: 'span', from: 1e-4, to: 1e-1, perDecade: 4 },
};
const NUM_TRIALS = 200;

/**
 * Makes a pool of trials whose loss is proportional to the rate, 1 point at 1e-3 on average, each
 * with its own factor from 0.6 to 1.4. Between the rates of the sweep, which only the truth uses,
 * they lose `finer` times as much.
 */
function poolOf(finer: number): Pool {
  const swept = gridBers(SWEEP.bers);
  const bers = [...swept, ...swept.slice(0, -1).map((ber) => ber * 10 ** 0.125)].sort((a, b) => a - b);
  const random = new Uint32Array(4);
  const factors = Array.from({ length: NUM_TRIALS }, (_, trial) => {
    philox4x32(trial, 0, 0, 0, 1, 2, random);
    return 0.6 + (0.8 * random[0]!) / 2 ** 32;
  });
  const wrong = bers.map((ber) => {
    const times = swept.includes(ber) ? 1 : finer;
    return [
      ber,
      factors.map((factor) => Math.min(900, 20 + Math.round(1e4 * ber * factor * times))),
    ] as const;
  });
  return {
    spec: { ...DEFAULT_SPEC, trials: NUM_TRIALS, bers: { kind: 'list', bers } },
    baseline: baselineOf(17, 20),
    wrong: new Map(wrong),
  };
}

const go = () => false;
/** Returns the share of the intervals at 5 points that held the truth, in per cent. */
const shareAtFive = (rows: readonly (readonly string[])[]) => Number(rows[2]![4]!.split(' ')[0]);

it('finds that intervals hold the ticks of a plain curve', async () => {
  const { rows, missed } = (await coverageOf(poolOf(1), SWEEP, 300, go))!;
  expect(missed).toEqual([]);
  expect(rows.map(([loss]) => loss)).toEqual(['0 points', '1 point', '5 points', '10 points']);
  expect(shareAtFive(rows)).toBeGreaterThanOrEqual(93);
});

it.each([
  ['below', 3],
  ['above', 1 / 3],
] as const)(
  'finds that a tick lies %s its intervals where no rate of the sweep can tell',
  async (side, finer) => {
    const { rows, missed } = (await coverageOf(poolOf(finer), SWEEP, 40, go))!;
    expect(missed).toEqual([1, 5, 10]);
    const [, , , resolved, holding, sides] = rows[2]!;
    expect(resolved).toMatch(/^100/);
    expect(shareAtFive(rows)).toBeLessThan(50);
    const [below, above] = sides!.split(', ').map(Number.parseFloat);
    expect(side === 'below' ? above : below).toBe(0);
    expect(Number.parseFloat(holding!) + below! + above!).toBeCloseTo(100, 0);
  },
);

it('draws the same sweeps again, and ends when it is told to', async () => {
  const twice = [await coverageOf(poolOf(1), SWEEP, 3, go), await coverageOf(poolOf(1), SWEEP, 3, go)];
  expect(twice[0]).toEqual(twice[1]);
  expect(await coverageOf(poolOf(1), SWEEP, 3, (done) => done === 2)).toBeNull();
});
