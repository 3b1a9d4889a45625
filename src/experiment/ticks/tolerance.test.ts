import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureCpu } from '../../core/cpuTime.fake';
import { philox4x32 } from '../../core/pattern/philox';
import { DEFAULT_SPEC, type ExperimentSpec } from '../settings/experimentSpec';
import { baselineOf } from '../sweep/measurement.fake';
import type { Measurement, ScoredTrial } from '../sweep/results';
import { type Interval, MIN_CHANGED_TRIALS, whyUnresolved } from './tick';
import { tickRatio, tolerance } from './tolerance';

const BASELINE_WRONG = 20;
/** Of 1,000 images. The float network has three fewer wrong. */
const BASELINE = baselineOf(17, BASELINE_WRONG);

/** Makes a measurement with `wrongAt(ber, trial)` more wrong images than the quantised baseline. */
function measure(
  bers: readonly number[],
  numTrials: number,
  wrongAt: (ber: number, trial: number) => number,
  change: Partial<ExperimentSpec> = {},
): Measurement {
  const results = bers.flatMap((ber) =>
    Array.from({ length: numTrials }, (_, trial): ScoredTrial => {
      return { ber, trial, wrong: BASELINE_WRONG + Math.round(wrongAt(ber, trial)), total: 1000 };
    }),
  );
  return { spec: { ...DEFAULT_SPEC, ...change }, baseline: BASELINE, results };
}

/** Returns a standard normal number for two integers (Box and Muller). */
function normal(a: number, b: number): number {
  const out = new Uint32Array(4);
  philox4x32(a, b, 0, 0, 0x7e57, 0, out);
  return Math.sqrt(-2 * Math.log((out[0]! + 1) / 2 ** 32)) * Math.cos((2 * Math.PI * out[1]!) / 2 ** 32);
}

function decades({ low, high }: Interval): number {
  return Math.log10(high! / low!);
}

const BERS = [1e-4, 1e-3, 1e-2];

/**
 * Returns log10 of the rate at which a loss reaches `points`. The loss is 0 at 1e-4; plus 0.1
 * points it grows 20 times per decade.
 */
function exponentOf(points: number): number {
  return Number((-4 + Math.log((points + 0.1) / 0.1) / Math.log(20)).toFixed(9));
}

describe('tolerance', () => {
  test('is null without trials', () => {
    expect(tolerance(measure([], 0, () => 0))).toBeNull();
  });

  test('is null for a network that guesses without any fault', () => {
    const measurement = measure(BERS, 40, () => 20);
    expect(tolerance(measurement)).not.toBeNull();
    expect(tolerance({ ...measurement, baseline: baselineOf(868, 870) })).toBeNull();
  });

  test('reads ticks off the fit, straight where log(loss + 0.1 points) is over log BER', () => {
    // Means of 0, 1.9 and 39.9 points: with 0.1 each decade multiplies them by 20.
    const { ticks } = tolerance(measure(BERS, 40, (ber) => ({ 1e-4: 0, 1e-3: 19, 1e-2: 399 })[ber]!))!;
    expect(ticks.map(({ loss }) => loss)).toEqual([0, 1, 5, 10]);
    expect(ticks.map(({ thresholdPoints }) => thresholdPoints)).toEqual([0.1, 1, 5, 10]);
    expect(ticks.map(({ ber }) => ber.bound)).toEqual(['exact', 'exact', 'exact', 'exact']);
    const exponents = ticks.map(({ ber }) => Number(Math.log10(ber.value).toFixed(9)));
    expect(exponents).toEqual([0.1, 1, 5, 10].map((points) => exponentOf(points)));
    expect(ticks.map(({ changedTrials }) => changedTrials)).toEqual([40, 40, 80, 80]);
  });

  test('counts a relative loss in shares of the baseline error, never below what counts as a loss', () => {
    // The baseline is 2 %: 1, 5 and 10 per cent of it are 0.02, 0.1 and 0.2 points. The minimum is
    // 0.1.
    const measurement = measure(BERS, 40, (ber) => ({ 1e-4: 0, 1e-3: 19, 1e-2: 399 })[ber]!);
    const { ticks } = tolerance(measurement, 'relative')!;
    expect(ticks.map(({ thresholdPoints }) => thresholdPoints)).toEqual([0.1, 0.1, 0.1, 0.2]);
    expect(ticks.map(({ ber }) => Number(Math.log10(ber.value).toFixed(9)))).toEqual(
      [0.1, 0.1, 0.1, 0.2].map((points) => exponentOf(points)),
    );
    const later = measure(BERS, 40, (ber) => ({ 1e-4: 0, 1e-3: 2, 1e-2: 20 })[ber]!);
    const last = (unit: 'points' | 'relative') => tickRatio(measurement, later, unit)![3]!.ratio!;
    expect([last('points').bound, last('relative').bound]).toEqual(['atMost', 'exact']);
    // 0.2 points: log 3 / log 20 of the first decade against 10^-3.
    expect(Math.log10(last('relative').value)).toBeCloseTo(exponentOf(0.2) + 3, 9);
  });

  test('pools a dip before it reads a tick, weighted by trials', () => {
    // 4 points over 10 trials and 1 point over 20 pool to 2. The curve is flat at that level, and a
    // parabola ends it at 10.
    const dip = measure([1e-4, 1e-3], 20, (ber) => (ber === 1e-4 ? 40 : 10));
    const results = dip.results.filter(({ ber, trial }) => ber === 1e-3 || trial < 10);
    const top = measure([1e-2], 5, () => 100).results;
    const { ticks } = tolerance({ ...dip, results: [...top, ...results] })!;
    // Height log(5.1 / 2.1) of log(10.1 / 2.1). A piece that starts flat and ends in a parabola has
    // (3 s² - s³) / 2 of its rise.
    const share = Math.log10(ticks[2]!.ber.value) + 3;
    const height = Math.log(5.1 / 2.1) / Math.log(10.1 / 2.1);
    expect((3 * share ** 2 - share ** 3) / 2).toBeCloseTo(height, 9);
    expect(ticks[1]!.ber).toEqual({ value: 1e-4, bound: 'atMost' });
    expect(ticks[3]!.ber).toEqual({ value: 1e-2, bound: 'atLeast' });
  });

  test('censors ticks outside the tested rates and gives them no interval', () => {
    const harmless = tolerance(measure(BERS, 40, () => 0))!;
    const fatal = tolerance(measure(BERS, 40, () => 800))!;
    for (const { ber, interval } of harmless.ticks) {
      expect([ber, interval]).toEqual([{ value: 1e-2, bound: 'atLeast' }, null]);
    }
    for (const { ber, interval } of fatal.ticks) {
      expect([ber, interval]).toEqual([{ value: 1e-4, bound: 'atMost' }, null]);
    }
    expect(tolerance(measure([1e-3], 40, () => 20))!.ticks[1]!.ber).toEqual({ value: 1e-3, bound: 'atMost' });
  });

  test('prints an interval from 30 changed trials at the rates around the tick on, else none', () => {
    const changing = (numChanged: number) =>
      tolerance(measure([1e-3, 1e-2], 200, (ber, trial) => (ber === 1e-2 && trial < numChanged ? 100 : 0)))!
        .ticks[1]!;
    expect(changing(MIN_CHANGED_TRIALS)).toMatchObject({ changedTrials: 30, ber: { bound: 'exact' } });
    expect(changing(MIN_CHANGED_TRIALS).interval).not.toBeNull();
    expect(changing(MIN_CHANGED_TRIALS - 1)).toMatchObject({ changedTrials: 29, interval: null });
  });

  test('prints no interval where the rates around the tick lie more than a decade apart', () => {
    const apart = (low: number) =>
      tolerance(measure([low, 1e-2], 100, (ber, trial) => (ber === 1e-2 ? 100 + (trial % 9) : 0)))!.ticks[2]!;
    expect(apart(1e-3).interval).not.toBeNull();
    expect(apart(9.9e-4)).toMatchObject({ changedTrials: 100, ber: { bound: 'exact' }, interval: null });
    expect(whyUnresolved(apart(9.9e-4))).toBe(
      'not resolved, because the tested rates around it are more than a decade apart',
    );
    expect(apart(1e-3).unresolved).toBeUndefined();
    // The ratio has no interval either, in both directions.
    const [fine, coarse] = [1e-3, 1e-4].map((low) => measure([low, 1e-2], 100, (ber) => ber * 1e4));
    expect(tickRatio(fine!, fine!)![2]!.interval).not.toBeNull();
    expect(tickRatio(fine!, coarse!)![2]).toMatchObject({ interval: null, unresolved: { b: 'apart' } });
    expect(tickRatio(coarse!, fine!)![2]).toMatchObject({ interval: null, unresolved: { a: 'apart' } });
  });

  test('says that a few trials carry the loss where that is why there is no interval', () => {
    // All 60 trials at the higher rate change the error, and a few lose much. The rates are half a
    // decade apart.
    const heavy = (numHeavy: number) =>
      tolerance(
        measure([1e-3, 3e-3], 60, (ber, trial) => {
          if (ber === 1e-3) return 0;
          return trial < numHeavy ? 400 : 1;
        }),
      )!.ticks[1]!;
    expect(heavy(6)).toMatchObject({ changedTrials: 60, ber: { bound: 'exact' }, interval: null });
    expect(whyUnresolved(heavy(6))).toBe('not resolved, because a few trials carry the loss');
    expect(heavy(12).interval).not.toBeNull();
    const rare = tolerance(measure([1e-3, 3e-3], 29, (ber) => (ber === 1e-3 ? 0 : 20)))!.ticks[1]!;
    expect(whyUnresolved(rare)).toBe(
      'not resolved, because fewer than 30 trials near it change the error count',
    );
  });

  test('prints no interval where all trials together flip fewer than 100 bits at the tick', () => {
    // Two steps of 4 points around the tick, near 1.6e-3 for 5 points. There, 40 trials of FC-3's
    // 8,000 bits flip 500, 40 trials of one of its eight bits flip 63, and 80 of these flip 126.
    // All trials changed, equally and at near rates, so no other rule is violated.
    const at = (change: Partial<ExperimentSpec>, trials: number) =>
      measure([1e-3, 2e-3], trials, (ber) => (ber === 1e-3 ? 40 : 60), { layers: ['fc-3'], ...change });
    const tick = (change: Partial<ExperimentSpec>, trials = 40) => tolerance(at(change, trials))!.ticks[2]!;
    expect(tick({}).interval).not.toBeNull();
    expect(tick({}).unresolved).toBeUndefined();
    expect(tick({ bitPositions: [7] })).toMatchObject({
      changedTrials: 80,
      ber: { bound: 'exact' },
      interval: null,
      unresolved: 'flips',
    });
    expect(whyUnresolved(tick({ bitPositions: [7] }))).toBe(
      'not resolved, because too few bits flip at that rate',
    );
    expect(tick({ bitPositions: [7] }, 80).interval).not.toBeNull();
    // The ratio has no interval either, in both directions.
    const [many, few] = [at({}, 40), at({ bitPositions: [7] }, 40)];
    expect(tickRatio(many, many)![2]!.interval).not.toBeNull();
    expect(tickRatio(many, few)![2]!.interval).toBeNull();
    expect(tickRatio(few, many)![2]!.interval).toBeNull();
  });

  test('names the first rule that is broken: changed trials, then flips, then heavy ones', () => {
    const first = (changed: number, bitPositions: readonly number[] | null) =>
      tolerance(
        measure(
          [1e-3, 2e-3],
          40,
          (ber, trial) => {
            if (ber === 1e-3 || trial >= changed) return 0;
            return trial < 5 ? 400 : 1;
          },
          { layers: ['fc-3'], bitPositions },
        ),
      )!.ticks[1]!.unresolved;
    expect([first(29, [7]), first(40, [7]), first(40, null)]).toEqual(['changed', 'flips', 'heavy']);
  });

  test.each([
    [2e-5, 2e-4],
    [3.16e-4, 3.16e-3],
    [7e-3, 7e-2],
  ])('takes %d and %d as one decade, whatever their logarithms round to', (low, high) => {
    const { interval } = tolerance(measure([low, high], 100, (ber) => (ber === high ? 100 : 0)))!.ticks[2]!;
    expect(interval).not.toBeNull();
  });

  test('gives the same interval for the same trials in any order, around the tick', () => {
    const noisy = measure(BERS, 50, (ber, trial) => ber * 5000 * (1 + 0.3 * normal(trial, ber * 1e6)));
    const ticks = tolerance(noisy)!.ticks;
    expect(tolerance({ ...noisy, results: noisy.results.toReversed() })!.ticks).toEqual(ticks);
    const { ber, interval } = ticks[1]!;
    expect(interval!.low).toBeLessThan(ber.value);
    expect(interval!.high).toBeGreaterThan(ber.value);
    expect(decades(interval!)).toBeLessThan(0.3);
  });

  test('leaves an end of an interval open when replicates leave the tested rates', () => {
    // One trial in four loses 4 points. The mean is 1 point at the last rate, and half of the
    // replicates stay below it.
    const { ber, interval } = tolerance(
      measure([1e-4, 1e-3], 160, (rate, trial) => (rate === 1e-3 && trial % 4 === 0 ? 41 : 0)),
    )!.ticks[1]!;
    expect(ber.bound).toBe('exact');
    expect(interval!.low).toBeLessThan(1e-3);
    expect(interval!.high).toBeNull();
  });

  test('intervals of independent trials cover the truth in about 95 % of experiments', () => {
    // The mean increase is 10^4 · BER points, one decade apart, so tick(1) of an infinite
    // experiment is known.
    const truth = tolerance(measure([1e-5, 1e-4, 1e-3], 1, (ber) => ber * 1e5))!.ticks[1]!.ber.value;
    let covered = 0;
    const numExperiments = 60;
    for (let experiment = 0; experiment < numExperiments; experiment++) {
      const { interval } = tolerance(
        measure(
          [1e-5, 1e-4, 1e-3],
          40,
          (ber, trial) => ber * 1e5 * (1 + 0.7 * normal(trial + 1000 * experiment, Math.round(ber * 1e6))),
          { rateCoupling: 'independent' },
        ),
      )!.ticks[1]!;
      if (interval !== null && interval.low! <= truth && interval.high! >= truth) covered++;
    }
    // Binomial(60, 0.95) is below 50 with a probability of 1e-4.
    expect(covered).toBeGreaterThanOrEqual(50);
  });

  test('draws nested trials jointly: what a trial shares at all rates widens the interval', () => {
    const shared = (ber: number, trial: number) => ber * 1e5 * (1 + 0.5 * normal(trial, 0));
    const [nested, independent] = (['nested', 'independent'] as const).map(
      (rateCoupling) =>
        tolerance(measure([1e-5, 1e-4, 1e-3], 60, shared, { rateCoupling }))!.ticks[2]!.interval!,
    );
    expect(decades(nested!)).toBeGreaterThan(1.1 * decades(independent!));
  });

  test('stays quick for a fine grid with the paper’s 150 trials', () => {
    const bers = Array.from({ length: 41 }, (_, index) => 1e-6 * 10 ** (index / 8));
    const large = measure(bers, 150, (ber, trial) => ber * 2e4 * (1 + 0.3 * normal(trial, ber * 1e9)));
    const { result, cpuMs } = measureCpu(() => tolerance(large));
    expect(result!.ticks[1]!.interval).not.toBeNull();
    expect(cpuMs).toBeLessThan(2000);
  });
});

describe('under the count rule', () => {
  // FC-3 has 8,000 bits: the first flips at 1.25e-4.
  const FIRST = 1.25e-4;
  const COUNTED = { layers: ['fc-3'], sampling: 'count' } as const;
  const points = (ber: number) => (ber < FIRST ? 0 : 200);

  test('the fit is 0 up to the first flip, and ticks are read from there', () => {
    const exponents = (change: Partial<ExperimentSpec>) =>
      tolerance(measure([1e-5, 1e-4, 1e-3], 40, points, change))!.ticks.map(({ ber }) =>
        Math.log10(ber.value),
      );
    const decade = Math.log10(1e-3 / FIRST);
    const shares = [0.1, 1, 5, 10].map((loss) => Math.log((loss + 0.1) / 0.1) / Math.log(20.1 / 0.1));
    for (const [index, exponent] of exponents(COUNTED).entries())
      expect(exponent).toBeCloseTo(Math.log10(FIRST) + shares[index]! * decade, 9);
    // Under independent flips the curve rises from 1e-4 on. After the flat piece it starts as a
    // parabola.
    for (const [index, exponent] of exponents({ ...COUNTED, sampling: 'bernoulli' }).entries()) {
      const share = exponent + 4;
      expect((3 * share ** 2 - share ** 3) / 2).toBeCloseTo(shares[index]!, 9);
    }
    // All layers: the 1,881,600 bits of FC-1 flip below every rate here.
    expect(exponents({ sampling: 'count' })).toEqual(exponents({ sampling: 'bernoulli' }));
  });

  test('a tested rate at the first flip is where it is: the tick cannot lie before it', () => {
    const { ber } = tolerance(measure([1e-4, FIRST, 1e-3], 40, points, COUNTED))!.ticks[0]!;
    expect(ber.value).toBeCloseTo(FIRST, 12);
  });

  test('what the first flip brings nearer counts as near', () => {
    const { interval } = tolerance(measure([1e-6, 1e-3], 40, points, COUNTED))!.ticks[2]!;
    expect(interval!.low).toBeGreaterThan(FIRST);
    expect(tolerance(measure([1e-6, 1e-3], 40, points))!.ticks[2]!.interval).toBeNull();
  });

  test('no tick and no end of an interval lies below the first flip', () => {
    const least = FIRST * (1 - 1e-12);
    const rate = fc.double({ min: -6, max: -1, noNaN: true }).map((exponent) => 10 ** exponent);
    fc.assert(
      fc.property(
        fc.uniqueArray(rate, { minLength: 2, maxLength: 8 }),
        fc.array(fc.integer({ min: -20, max: 400 }), { minLength: 40, maxLength: 40 }),
        fc.constantFrom('nested' as const, 'independent' as const),
        (bers, losses, rateCoupling) => {
          const sorted = bers.toSorted((a, b) => a - b);
          const lost = (ber: number, trial: number) =>
            ber < FIRST ? 0 : losses[(trial + sorted.indexOf(ber)) % losses.length]!;
          const measurement = measure(sorted, 40, lost, { ...COUNTED, rateCoupling });
          for (const { ber, interval } of tolerance(measurement)!.ticks) {
            if (ber.bound === 'exact') expect(ber.value).toBeGreaterThanOrEqual(least);
            for (const end of [interval?.low, interval?.high])
              if (end != null) expect(end).toBeGreaterThanOrEqual(least);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('no measured increase', () => {
  const at = (wrong: Record<number, number>, numTrials = 4) =>
    tolerance(measure(Object.keys(wrong).map(Number), numTrials, (ber) => wrong[ber]!))!.noIncrease;

  test('is the highest tested rate at and below which every mean is at most the baseline', () => {
    const evidence = { trials: 4, images: 1000 };
    expect(at({ 0.001: 0, 0.01: -2, 0.1: 1 })).toEqual({ ber: 0.01, everyRate: false, ...evidence });
    expect(at({ 0.001: 0, 0.01: 1, 0.1: -3 })).toEqual({ ber: 0.001, everyRate: false, ...evidence });
    expect(at({ 0.001: 1, 0.01: 0 })).toEqual({ ber: null, everyRate: false, ...evidence });
    expect(at({ 0.001: 0, 0.01: 0 })).toEqual({ ber: 0.01, everyRate: true, ...evidence });
  });

  test('sees a single image in thousands of trials', () => {
    const one = measure([1e-3, 1e-2], 3000, (ber, trial) => (ber === 1e-2 && trial === 7 ? 1 : 0));
    expect(tolerance(one)!.noIncrease.ber).toBe(1e-3);
  });

  test('counts the fewest trials of the rates that it rests on', () => {
    const few = measure([1e-4, 1e-3, 1e-2], 9, (ber) => (ber === 1e-2 ? 5 : 0));
    const results = few.results.filter(({ ber, trial }) => ber !== 1e-4 || trial < 6);
    expect(tolerance({ ...few, results })!.noIncrease).toMatchObject({ ber: 1e-3, trials: 6 });
    // It does not rest on the rate that shows an increase.
    const above = few.results.filter(({ ber, trial }) => ber !== 1e-2 || trial < 6);
    expect(tolerance({ ...few, results: above })!.noIncrease).toMatchObject({ ber: 1e-3, trials: 9 });
  });
});

describe('tickRatio', () => {
  // The effect of a trial depends mostly on its flipped bits (0.5) and little on the format
  // (0.05). `a` tolerates twice the rate of `b`.
  const increase = (scale: number, own: number) => (ber: number, trial: number) =>
    scale * ber * 1e5 * (1 + 0.5 * normal(trial, 0) + 0.05 * normal(trial, own));
  const bers = [1e-5, 3.16e-5, 1e-4, 3.16e-4, 1e-3, 3.16e-3];

  test('is the ratio of the ticks; pairing by trial number narrows its interval', () => {
    const a = measure(bers, 60, increase(1, 1));
    const b = measure(bers, 60, increase(2, 2));
    const { ratio, interval } = tickRatio(a, b)![1]!;
    const ticks = [a, b].map((measurement) => tolerance(measurement)!.ticks[1]!.ber.value);
    expect(ratio!.bound).toBe('exact');
    expect(ratio!.value).toBeCloseTo(ticks[0]! / ticks[1]!, 9);
    expect(interval!.low).toBeLessThan(ratio!.value);
    expect(interval!.high).toBeGreaterThan(ratio!.value);
    const unpaired = tickRatio(a, { ...b, spec: { ...b.spec, seed: 8 } })![1]!;
    expect(unpaired.ratio).toEqual(ratio);
    expect(decades(interval!)).toBeLessThan(0.5 * decades(unpaired.interval!));
  });

  test('of a measurement to itself is exactly 1', () => {
    const a = measure(bers, 60, increase(1, 1));
    for (const { ratio, interval } of tickRatio(a, a)!.slice(1, 3)) {
      expect([ratio, interval]).toEqual([
        { value: 1, bound: 'exact' },
        { low: 1, high: 1 },
      ]);
    }
  });

  test('is a bound when one tick is one, and nothing when both are bounds of the same side', () => {
    const tough = measure(BERS, 40, () => 0);
    const usual = measure(BERS, 40, (ber) => ber * 1e4);
    const weak = measure(BERS, 40, () => 500);
    const of = (a: Measurement, b: Measurement) => tickRatio(a, b)![1]!;
    expect(of(tough, usual)).toMatchObject({ ratio: { bound: 'atLeast' }, interval: null });
    expect(of(usual, tough).ratio).toMatchObject({ bound: 'atMost' });
    expect(of(tough, weak).ratio!.value).toBeCloseTo(100, 9);
    expect(of(tough, weak).ratio!.bound).toBe('atLeast');
    expect(of(weak, usual).ratio!.bound).toBe('atMost');
    expect(of(tough, tough)).toEqual({ loss: 1, ratio: null, interval: null });
    expect(
      tickRatio(
        tough,
        measure([], 0, () => 0),
      ),
    ).toBeNull();
  });
});

test('deviations have the ticks of counts with the same errors', () => {
  const counts = measure(BERS, 40, (ber, trial) =>
    ber === 1e-4 ? 0 : 10 ** (4 + Math.log10(ber)) * (5 + (trial % 9)),
  );
  const asValue = ({ wrong, total }: { wrong: number; total: number }) => ({
    wrong: 0,
    total,
    value: wrong / total,
  });
  const { float, quantized } = counts.baseline;
  const deviations: Measurement = {
    spec: { ...counts.spec, measure: 'deviation' },
    baseline: { float: { ...float, ...asValue(float) }, quantized: { ...quantized, ...asValue(quantized) } },
    results: counts.results.map((result) => ({ ...result, ...asValue(result) })),
  };
  const wanted = tolerance(counts)!;
  expect(wanted.noIncrease.ber).toBe(1e-4);
  expect(wanted.ticks[2]!.interval).not.toBeNull();
  expect(tolerance(deviations)).toEqual(wanted);
  expect(tickRatio(deviations, deviations)).toEqual(tickRatio(counts, counts));
});

test('a perplexity has no ticks', () => {
  const counts = measure(BERS, 40, (ber) => 1e4 * ber);
  const of = (bits: number) => ({ wrong: 0, total: 100, value: bits });
  const { float, quantized } = counts.baseline;
  const perplexities: Measurement = {
    spec: { ...counts.spec, model: 'gpt-mini', measure: 'perplexity' },
    baseline: { float: { ...float, ...of(0.4) }, quantized: { ...quantized, ...of(0.5) } },
    results: counts.results.map((result) => ({ ...result, ...of(0.5 + 100 * result.ber) })),
  };
  expect(tolerance(perplexities)).toBeNull();
  expect(tickRatio(perplexities, perplexities)).toBeNull();
});
