import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Injection } from '../../core/site/injection';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { parseBerGrid } from './berGrid';
import { BASELINE, countOf } from './measurement.fake';
import { planSweep } from './plan';
import type { TrialResult } from './results';
import { type Evaluator, MAX_BATCH, runSweep, type SweepEvent } from './run';

/**
 * Makes a device with `parallel` places and its own clock. Each place runs its batches one after
 * another.
 */
function fakeDevice(parallel: number, msPerTrial: number) {
  const device = {
    parallel,
    /** Sizes of the batches in the order of their calls. */
    batchSizes: [] as number[],
    mostInFlight: 0,
    /** Called for each batch before its work; may throw. */
    onBatch: (_index: number): void => {},
    signals: [] as AbortSignal[],
    baseline: async (_run: unknown, signal: AbortSignal) => {
      device.signals.push(signal);
      return BASELINE;
    },
    evaluate: async (injections: readonly Injection[], signal: AbortSignal) => {
      const index = device.batchSizes.push(injections.length) - 1;
      device.signals.push(signal);
      inFlight++;
      device.mostInFlight = Math.max(device.mostInFlight, inFlight);
      const place = freeAt.indexOf(Math.min(...freeAt));
      freeAt[place] = Math.max(freeAt[place]!, performance.now()) + msPerTrial * injections.length;
      const waitMs = freeAt[place] - performance.now();
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      inFlight--;
      device.onBatch(index);
      return injections.map(({ trial, ber }) => countOf(19 + trial, 1000, Math.round(ber * 1e6)));
    },
  } satisfies Evaluator & Record<string, unknown>;
  let inFlight = 0;
  const freeAt = Array<number>(parallel).fill(0);
  return device;
}

const plan = (trials: number) => planSweep({ ...DEFAULT_SPEC, bers: parseBerGrid('1e-4:1e-2:1'), trials });
const now = () => performance.now();

async function collect(events: AsyncIterable<SweepEvent>): Promise<TrialResult[]> {
  const results: TrialResult[] = [];
  for await (const event of events) if (event.kind === 'trials') results.push(...event.results);
  return results;
}

describe('runSweep', () => {
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown) => rejections.push(reason);
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
    process.on('unhandledRejection', onRejection);
  });
  afterEach(async () => {
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    await new Promise((resolve) => setTimeout(resolve, 0));
    process.off('unhandledRejection', onRejection);
    expect(rejections.splice(0)).toEqual([]);
  });

  test('yields the baseline first and then every planned trial once, with its own rate and number', async () => {
    const device = fakeDevice(1, 5);
    const events: SweepEvent[] = [];
    const run = (async () => {
      const { signal } = new AbortController();
      for await (const event of runSweep(plan(20), device, { signal, now })) events.push(event);
    })();
    await vi.runAllTimersAsync();
    await run;
    expect(events[0]).toEqual({ kind: 'baseline', baseline: BASELINE });
    const results = events.slice(1).flatMap((event) => (event.kind === 'trials' ? event.results : []));
    expect(results.map(({ ber, trial }) => ({ ber, trial }))).toEqual([...plan(20).trials]);
    expect(
      results.every(
        ({ ber, trial, wrong, flips }) => wrong === 19 + trial && flips === Math.round(ber * 1e6),
      ),
    ).toBe(true);
  });

  test.each([1, 2, 4])('keeps %i batches running and one more waiting', async (parallel) => {
    const device = fakeDevice(parallel, 10);
    const run = collect(runSweep(plan(200), device, { signal: new AbortController().signal, now }));
    await vi.runAllTimersAsync();
    expect(await run).toHaveLength(600);
    expect(device.mostInFlight).toBe(parallel + 1);
  });

  test.each([
    [1, 5, 60, 12],
    [4, 5, 60, 12],
    [2, 200, 60, 1],
    [1, 0.1, 60, MAX_BATCH],
    [1, 5, 200, 40],
  ])(
    '%i places at %d ms a trial settle on batches of %d ms: %i trials',
    async (parallel, msPerTrial, batchMs, size) => {
      const device = fakeDevice(parallel, msPerTrial);
      const run = collect(
        runSweep(plan(400), device, { signal: new AbortController().signal, now, batchMs }),
      );
      await vi.runAllTimersAsync();
      expect(await run).toHaveLength(1200);
      expect(device.batchSizes[0]).toBe(1);
      expect(device.batchSizes.at(-parallel - 3)).toBe(size);
    },
  );

  test('a slow first batch, which compiles, does not keep later ones small', async () => {
    const device = fakeDevice(1, 5);
    const evaluate = device.evaluate;
    const slow = async (injections: readonly Injection[], signal: AbortSignal) => {
      if (device.batchSizes.length === 0) await new Promise((resolve) => setTimeout(resolve, 900));
      return evaluate(injections, signal);
    };
    const run = collect(
      runSweep(plan(100), { ...device, evaluate: slow }, { signal: new AbortController().signal, now }),
    );
    await vi.runAllTimersAsync();
    await run;
    expect(Math.max(...device.batchSizes)).toBe(12);
  });

  test('ends at once and without an error when aborted, keeps what it yielded and drops the rest', async () => {
    const device = fakeDevice(2, 30);
    const controller = new AbortController();
    const results: TrialResult[] = [];
    let endedMs = Number.NaN;
    const run = (async () => {
      for await (const event of runSweep(plan(100), device, { signal: controller.signal, now })) {
        if (event.kind === 'trials') results.push(...event.results);
      }
      endedMs = now();
    })();
    await vi.advanceTimersByTimeAsync(200);
    const before = results.length;
    controller.abort();
    await vi.advanceTimersByTimeAsync(0);
    await run;
    expect(endedMs).toBeCloseTo(200, 6);
    expect(before).toBeGreaterThan(0);
    expect(results).toHaveLength(before);
    expect(device.signals.every(({ aborted }) => aborted)).toBe(true);
    const started = device.batchSizes.length;
    await vi.runAllTimersAsync();
    expect(device.batchSizes).toHaveLength(started);
  });

  test('does nothing when aborted beforehand, and stops during the baseline', async () => {
    const device = fakeDevice(1, 5);
    expect(await collect(runSweep(plan(3), device, { signal: AbortSignal.abort(), now }))).toEqual([]);
    expect(device.signals).toEqual([]);

    const controller = new AbortController();
    const never = { ...device, baseline: () => new Promise<never>(() => {}) };
    const run = collect(runSweep(plan(3), never, { signal: controller.signal, now }));
    controller.abort();
    expect(await run).toEqual([]);
    expect(device.batchSizes).toEqual([]);
  });

  test('no failure after an abort is left unhandled', async () => {
    const device = fakeDevice(3, 50);
    device.onBatch = () => {
      throw new Error('Batch was cancelled');
    };
    const controller = new AbortController();
    const run = collect(runSweep(plan(100), device, { signal: controller.signal, now }));
    await vi.advanceTimersByTimeAsync(20);
    controller.abort();
    await vi.runAllTimersAsync();
    expect(await run).toEqual([]);
  });

  test('leaving the loop stops the batches on their way', async () => {
    const device = fakeDevice(1, 5);
    const run = (async () => {
      for await (const _ of runSweep(plan(100), device, { signal: new AbortController().signal, now })) break;
    })();
    await vi.runAllTimersAsync();
    await run;
    expect(device.signals[0]!.aborted).toBe(true);
  });

  test('throws the evaluator’s failure after the other batches on their way are yielded', async () => {
    const device = fakeDevice(3, 20);
    device.onBatch = (index) => {
      if (index === 1) throw new Error('Device was lost');
    };
    const results: TrialResult[] = [];
    const run = (async () => {
      for await (const event of runSweep(plan(100), device, { signal: new AbortController().signal, now })) {
        if (event.kind === 'trials') results.push(...event.results);
      }
    })();
    const outcome = expect(run).rejects.toThrow('Device was lost');
    await vi.runAllTimersAsync();
    await outcome;
    const numTrials = device.batchSizes.reduce((sum, size) => sum + size, 0);
    expect(results).toHaveLength(numTrials - device.batchSizes[1]!);
    expect(device.batchSizes.length).toBeLessThan(8);
  });

  test('throws the failure of the baseline, and names a wrong number of counts', async () => {
    const device = fakeDevice(1, 5);
    const { signal } = new AbortController();
    const noBaseline = { ...device, baseline: () => Promise.reject(new Error('No weights')) };
    await expect(collect(runSweep(plan(1), noBaseline, { signal, now }))).rejects.toThrow('No weights');
    const short = { ...device, evaluate: async () => [] };
    await expect(collect(runSweep(plan(1), short, { signal, now }))).rejects.toThrow(
      'Evaluator returned 0 counts: expected 1',
    );
  });

  test('measures only the baseline when every trial is known', async () => {
    const device = fakeDevice(1, 5);
    const events: SweepEvent[] = [];
    const known = planSweep(DEFAULT_SPEC, () => true);
    for await (const event of runSweep(known, device, { signal: new AbortController().signal, now })) {
      events.push(event);
    }
    expect(events.map(({ kind }) => kind)).toEqual(['baseline']);
  });
});
