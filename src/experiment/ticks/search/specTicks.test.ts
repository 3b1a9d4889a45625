import { describe, expect, test } from 'vitest';
import type { ErrorCount, Injection } from '../../../core/site/injection';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../settings/experimentSpec';
import { baselineOf, countOf } from '../../sweep/measurement.fake';
import type { Evaluator } from '../../sweep/run';
import { flipChanceOf, searchSpecTicks } from './specTicks';

const FC3: ExperimentSpec = { ...DEFAULT_SPEC, layers: ['fc-3'], rateCoupling: 'independent' };

describe('flipChanceOf', () => {
  test('is one minus the chance of no flip, as science.md works it out for FC-3 at 1e-4', () => {
    expect(1 - flipChanceOf(FC3)(1e-4)).toBeCloseTo(0.4493, 4);
  });

  test('is 0 or 1 under the count rule, whose first draw in FC-3 comes at 1.25e-4', () => {
    const chance = flipChanceOf({ ...FC3, sampling: 'count' });
    expect([1e-4, 1.24e-4, 1.25e-4, 1e-2].map(chance)).toEqual([0, 0, 1, 1]);
  });

  test('of transient faults counts the words of every image, and ignores the count rule', () => {
    const spec: ExperimentSpec = { ...FC3, structures: ['activations'], sampling: 'count', numSamples: 10 };
    // Ten scores of 8 bits.
    expect(flipChanceOf(spec)(1e-3)).toBeCloseTo(1 - 0.999 ** 80, 12);
    expect(flipChanceOf({ ...spec, lifetime: 'transient' })(1e-3)).toBeCloseTo(1 - 0.999 ** 800, 12);
  });
});

describe('searchSpecTicks', () => {
  /**
   * Counts two wrong images of a thousand per flip. The number of flips depends on the trial's
   * number alone.
   */
  const count = ({ ber, trial }: Injection): ErrorCount => {
    const flips = Math.floor(8000 * ber + ((trial * 0.618034) % 1));
    return countOf(Math.min(900, 20 + 2 * flips), 1000, flips);
  };
  const evaluator = (seen: Injection[][]): Evaluator => ({
    parallel: 2,
    baseline: async () => baselineOf(17, 20),
    async evaluate(injections) {
      seen.push([...injections]);
      return injections.map(count);
    },
  });
  const search = async (stop: AbortSignal, seen: Injection[][] = []) => {
    const ticks = [];
    for await (const tick of searchSpecTicks(FC3, { from: 1e-8, to: 1e-1 }, evaluator(seen), stop))
      ticks.push(tick);
    return ticks;
  };

  test('reads each tick where the flips that it takes are expected', async () => {
    const ticks = await search(new AbortController().signal);
    expect(ticks.map(({ loss }) => loss)).toEqual([0, 1, 5, 10]);
    // 5 points are 25 flips of 8,000 bits.
    expect(Math.abs(Math.log10(ticks[2]!.ber.value / (25 / 8000)))).toBeLessThan(0.05);
    expect(Math.abs(Math.log10(ticks[3]!.ber.value / (50 / 8000)))).toBeLessThan(0.05);
  });

  test('asks for trials of the spec itself, in batches that a stop need not wait long for', async () => {
    const seen: Injection[][] = [];
    await search(new AbortController().signal, seen);
    expect(seen.flat().every(({ site, seed }) => site.layers[0] === 'fc-3' && seed === FC3.seed)).toBe(true);
    const dense = seen.filter(([first]) => first!.ber > 1e-3);
    expect(Math.max(...dense.map(({ length }) => length))).toBeLessThanOrEqual(4);
  });

  test('ends without an error and without ticks when it was stopped before', async () => {
    expect(await search(AbortSignal.abort())).toEqual([]);
  });

  test('gives the fault-free errors and refuses a network that guesses only once it is quantised', async () => {
    const guessing = baselineOf(20, 900);
    const seen: unknown[] = [];
    const never = new AbortController().signal;
    const ticks = searchSpecTicks(
      FC3,
      { from: 1e-8, to: 1e-1 },
      { ...evaluator([]), baseline: async () => guessing },
      never,
      (baseline) => seen.push(baseline),
    );
    await expect(ticks.next()).rejects.toThrow('The number format is the cause');
    expect(seen).toEqual([guessing]);
  });
});
