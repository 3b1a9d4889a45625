import { describe, expect, it } from 'vitest';
import { philox4x32 } from '../../../core/pattern/philox';
import type { Trial } from '../../../core/site/injection';
import { gridBers } from '../../sweep/berGrid';
import { bernoulliFlipChance } from '../../sweep/flipChance';
import { TICK_LOSSES, thresholdPoints } from '../tickLoss';
import { type AskTrials, searchTicks, type TickEstimate, type TickQuestion } from './tickSearch';

const TOTAL = 1000;
const BASELINE = 20;
const NUM_BITS = 8000;
const flipChance = (ber: number) => bernoulliFlipChance(NUM_BITS, ber);
const QUESTION: TickQuestion = {
  baseline: { wrong: BASELINE, total: TOTAL },
  from: 1e-6,
  to: 1e-1,
  flipChance,
};
const never = new AbortController().signal;

/** Returns two uniform numbers of a trial at a rate. */
function uniforms({ ber, trial }: Trial, seed: number): readonly [number, number] {
  const out = new Uint32Array(4);
  philox4x32(trial, Math.round(ber * 1e9), 0, 0, seed, 0, out);
  return [out[0]! / 2 ** 32, out[1]! / 2 ** 32];
}

/**
 * Makes a network with a known mean increase. A trial that flips something, with probability
 * `chance`, costs from 0 to twice mean / chance points.
 */
function model(meanPoints: (ber: number) => number, seed = 1, chance = flipChance): AskTrials {
  return async (trials) =>
    trials.map((trial) => {
      const [whether, howMuch] = uniforms(trial, seed);
      if (whether >= chance(trial.ber)) return { wrong: BASELINE, flips: 0 };
      const points = Math.min(98, (2 * howMuch * meanPoints(trial.ber)) / chance(trial.ber));
      return { wrong: BASELINE + Math.round((points / 100) * TOTAL), flips: 1 };
    });
}

/** Returns all ticks, and the requested trials of each call. */
async function search(ask: AskTrials, question = QUESTION) {
  const calls: (readonly Trial[])[] = [];
  const estimates: TickEstimate[] = [];
  const recording: AskTrials = (trials, signal) => {
    calls.push(trials);
    return ask(trials, signal);
  };
  for await (const estimate of searchTicks(question, recording, never)) estimates.push(estimate);
  return { estimates, calls };
}

const offset = ({ ber }: TickEstimate, truth: number) => Math.log10(ber.value / truth);

describe('searchTicks', () => {
  it('finds the ticks of a linear and of a steeper curve', async () => {
    for (const [meanPoints, truth] of [
      [(ber: number) => 2000 * ber, (points: number) => points / 2000],
      [(ber: number) => (ber / 1e-3) ** 1.25, (points: number) => 1e-3 * points ** 0.8],
    ] as const) {
      const { estimates } = await search(model(meanPoints));
      expect(estimates.map(({ loss }) => loss)).toEqual(TICK_LOSSES);
      for (const estimate of estimates) {
        expect(estimate.thresholdPoints).toBe(thresholdPoints(estimate.loss));
        expect(estimate.ber.bound).toBe('exact');
        expect(Math.abs(offset(estimate, truth(estimate.thresholdPoints)))).toBeLessThan(0.1);
        expect(estimate.interval!.low).toBeLessThan(estimate.ber.value);
        expect(estimate.interval!.high).toBeGreaterThan(estimate.ber.value);
      }
    }
  });

  it('covers the truth with about 95 % of its intervals', async () => {
    let [covered, numIntervals] = [0, 0];
    for (let seed = 1; seed <= 15; seed++) {
      const { estimates } = await search(model((ber) => 2000 * ber, seed));
      for (const { interval, thresholdPoints: points } of estimates) {
        numIntervals++;
        if (interval!.low! <= points / 2000 && interval!.high! >= points / 2000) covered++;
      }
    }
    // Binomial(60, 0.95) is below 50 with a probability of 1e-4.
    expect(numIntervals).toBe(60);
    expect(covered).toBeGreaterThanOrEqual(50);
  });

  it('gives the same estimates again, and others for other trials', async () => {
    const [first, again, other] = await Promise.all(
      [1, 1, 2].map((seed) => search(model((ber) => 2000 * ber, seed))),
    );
    expect(again).toEqual(first);
    expect(other!.estimates).not.toEqual(first!.estimates);
  });

  it('counts the trials with a flip, about as many as planned, and all others', async () => {
    const { estimates, calls } = await search(model((ber) => 2000 * ber));
    for (const { evaluations, trials } of estimates) {
      expect(evaluations).toBeGreaterThan(120);
      expect(evaluations).toBeLessThan(600);
      expect(trials).toBeGreaterThan(evaluations);
    }
    const numTrials = estimates.reduce((sum, { trials }) => sum + trials, 0);
    expect(numTrials).toBe(calls.flat().length + (TICK_LOSSES.length - 1) * calls[0]!.length);
  });

  it('asks at rates of the common grid, and for no trial twice', async () => {
    const { calls } = await search(model((ber) => 2000 * ber));
    const asked = calls.flat();
    const grid = gridBers({ kind: 'span', from: 1e-6, to: 1e-1, perDecade: 8 });
    expect(asked.every(({ ber }) => grid.includes(ber))).toBe(true);
    expect(new Set(asked.map(({ ber, trial }) => `${ber} ${trial}`)).size).toBe(asked.length);
  });

  it('numbers fresh trials apart from exploring ones and differently at every rate', async () => {
    const { calls } = await search(model((ber) => 2000 * ber));
    const isFresh = ({ trial }: Trial) => trial >= 2 ** 31;
    for (const call of calls) expect(new Set(call.map(isFresh)).size).toBe(1);
    const fresh = calls.flat().filter(isFresh);
    expect(fresh.length).toBeGreaterThan(500);
    expect(new Set(fresh.map(({ trial }) => trial)).size).toBe(fresh.length);
    expect(fresh.every(({ trial }) => trial >>> 0 === trial)).toBe(true);
  });

  it('goes on once beyond its five rates when exploring misled it', async () => {
    // Exploring trials get a curve that is half a decade further right.
    const honest = model((ber) => 2000 * ber);
    const flattering = model((ber) => 2000 * (ber / 3.16));
    const misled: AskTrials = (trials, signal) =>
      (trials[0]!.trial < 2 ** 31 ? flattering : honest)(trials, signal);
    const { estimates } = await search(misled);
    const { estimates: direct } = await search(honest);
    for (const [index, estimate] of estimates.entries()) {
      expect(estimate.ber.bound).toBe('exact');
      expect(Math.abs(offset(estimate, estimate.thresholdPoints / 2000))).toBeLessThan(0.12);
      expect(estimate.evaluations).toBeGreaterThan(direct[index]!.evaluations);
    }
  });

  it('gives bounds without intervals outside the grid', async () => {
    const bounds = (estimates: readonly TickEstimate[]) => estimates.map(({ ber }) => ber);
    const harmless = await search(model(() => 0));
    expect(bounds(harmless.estimates)).toEqual(TICK_LOSSES.map(() => ({ value: 1e-1, bound: 'atLeast' })));
    const always = { ...QUESTION, flipChance: () => 1 };
    const fatal = await search(
      model(
        () => 40,
        1,
        () => 1,
      ),
      always,
    );
    expect(bounds(fatal.estimates)).toEqual(TICK_LOSSES.map(() => ({ value: 1e-6, bound: 'atMost' })));
    for (const { interval } of [...harmless.estimates, ...fatal.estimates]) expect(interval).toBeNull();
  });

  it('spends nothing where flips are too rare for any tick', async () => {
    const { calls } = await search(model((ber) => 2000 * ber));
    expect(calls.flat().every(({ ber }) => 100 * flipChance(ber) > 0.1)).toBe(true);
    const rare = await search(
      model(() => 0),
      { ...QUESTION, flipChance: () => 0 },
    );
    expect(rare.calls).toEqual([]);
    expect(rare.estimates.map(({ ber, trials }) => [ber, trials])).toEqual(
      TICK_LOSSES.map(() => [{ value: 1e-1, bound: 'atLeast' }, 0]),
    );
  });

  it('works on a grid of one rate', async () => {
    const { estimates } = await search(
      model((ber) => 2000 * ber),
      { ...QUESTION, from: 1e-3, to: 1e-3 },
    );
    expect(estimates.map(({ ber }) => ber.bound)).toEqual(['atMost', 'atMost', 'atLeast', 'atLeast']);
  });

  it('prints no interval from fewer than 30 trials that changed the count', async () => {
    // One flip in twenty costs 20 points, so the mean is 1 point if every trial flips.
    const rareHits: AskTrials = async (trials) =>
      trials.map((trial) => {
        const [whether, howMuch] = uniforms(trial, 3);
        if (whether >= flipChance(trial.ber)) return { wrong: BASELINE, flips: 0 };
        return { wrong: howMuch < 1 / 20 ? BASELINE + 200 : BASELINE, flips: 1 };
      });
    const { estimates } = await search(rareHits);
    expect(estimates[0]!.ber.bound).toBe('exact');
    expect(estimates[0]!.interval).toBeNull();
  });

  it('ends without an error or another question when it is stopped', async () => {
    const controller = new AbortController();
    let numCalls = 0;
    const ask: AskTrials = async (trials, signal) => {
      if (++numCalls === 5) controller.abort();
      signal.throwIfAborted();
      return model((ber) => 2000 * ber)(trials, signal);
    };
    const found: TickEstimate[] = [];
    for await (const estimate of searchTicks(QUESTION, ask, controller.signal)) found.push(estimate);
    expect([found.length, numCalls]).toEqual([0, 5]);
    for await (const estimate of searchTicks(QUESTION, ask, controller.signal)) found.push(estimate);
    expect([found.length, numCalls]).toEqual([0, 5]);
  });

  it('throws what the evaluator throws, and refuses a short answer', async () => {
    const failing = search(async () => {
      throw new Error('device lost');
    });
    await expect(failing).rejects.toThrow('device lost');
    await expect(search(async () => [])).rejects.toThrow(RangeError);
  });
});
