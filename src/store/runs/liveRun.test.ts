import { expect, it, vi } from 'vitest';
import type { Baseline, Injection } from '../../core/site/injection';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { BASELINE, countOf } from '../../experiment/sweep/measurement.fake';
import { planSweep } from '../../experiment/sweep/plan';
import type { TrialResult } from '../../experiment/sweep/results';
import type { Progress } from '../state';
import { startRun } from './liveRun';

/** 40 trials at each of three BERs. */
const SPEC: ExperimentSpec = {
  ...DEFAULT_SPEC,
  trials: 40,
  bers: { kind: 'list', bers: [1e-4, 1e-3, 1e-2] },
};
const MS_PER_TRIAL = 20;
/** Estimate before the run has measured its own pace. */
const EXPECTED_MS = 35;

interface Given {
  readonly baseline?: Baseline;
  /** The engine fails at the batch with this trial, counted from 0. */
  readonly failsAt?: number;
  /** The run is stopped after this number of trials. */
  readonly stopAt?: number;
}

/** Runs the experiment on an engine with a fake clock. Returns all reports of the run. */
async function follow({ baseline, failsAt = Infinity, stopAt = Infinity }: Given = {}) {
  let nowMs = 0;
  let numAsked = 0;
  let numTold = 0;
  let found = baseline ?? null;
  const baselines: Baseline[] = [];
  const back: TrialResult[] = [];
  const updates: { fresh: readonly TrialResult[]; progress: Progress; atMs: number }[] = [];
  const failures: unknown[] = [];
  const evaluator = {
    parallel: 1,
    baseline: async () => BASELINE,
    async evaluate(injections: readonly Injection[]) {
      numAsked += injections.length;
      if (numAsked > failsAt) throw new Error('Device was lost');
      nowMs += MS_PER_TRIAL * injections.length;
      return injections.map(({ trial }) => countOf(100 + trial));
    },
  };
  await new Promise<void>((resolve) => {
    const own = { spec: SPEC, baseline: baseline ?? null, results: [] };
    const run = startRun([own], evaluator, {
      now: () => nowMs,
      plan: planSweep,
      expectedMs: (trials) => trials * EXPECTED_MS,
      batch({ results }) {
        back.push(...results);
        if (back.length >= stopAt) run.stop();
      },
      update([news], progress) {
        if (news !== undefined && news.baseline !== found) baselines.push(news.baseline!);
        found = news?.baseline ?? found;
        const fresh = (news?.results ?? []).slice(numTold);
        numTold += fresh.length;
        updates.push({ fresh, progress, atMs: nowMs });
        if (!progress.running) resolve();
      },
      failed: (error) => failures.push(error),
    });
  });
  // The engine answers in microtasks, so every report has arrived by now.
  await new Promise((resolve) => setTimeout(resolve, 0));
  return { baselines, back, updates, failures, told: updates.flatMap(({ fresh }) => fresh) };
}

it('reports new trials while it runs, every 100 ms at most, and each trial once', async () => {
  const { updates, told, back } = await follow();
  const [first, ...others] = updates;
  // The second update reports the fault-free runs, without delay.
  const [measured, ...later] = others;
  expect(first).toMatchObject({ fresh: [], progress: { done: 0, total: 120, running: true } });
  expect(measured).toMatchObject({ fresh: [], progress: { done: 0, running: true } });
  const during = later.filter(({ progress }) => progress.running);
  // 120 trials take 2,400 ms; a batch takes 60 ms.
  expect(during.length).toBeGreaterThanOrEqual(15);
  for (const [index, { atMs }] of during.entries())
    expect(atMs - updates[index]!.atMs).toBeGreaterThanOrEqual(100);
  expect(later.at(-1)!.progress).toMatchObject({ done: 120, total: 120, running: false });
  expect(told).toHaveLength(120);
  expect(told).toEqual(back);
});

it('measures the baseline unless it is known', async () => {
  expect((await follow()).baselines).toEqual([BASELINE]);
  expect((await follow({ baseline: BASELINE })).baselines).toEqual([]);
});

it('reports what is back when it is stopped, and nothing after', async () => {
  const { updates, told, back } = await follow({ stopAt: 31 });
  expect(back.length).toBeGreaterThanOrEqual(31);
  expect(back.length).toBeLessThan(120);
  expect(told).toEqual(back.slice(0, told.length));
  expect(updates.filter(({ progress }) => !progress.running)).toHaveLength(1);
  expect(updates.at(-1)!.progress).toMatchObject({ done: told.length, running: false });
});

it('reports what came back before the engine failed, then why it ended', async () => {
  const { told, back, failures, updates } = await follow({ failsAt: 60 });
  expect(failures).toEqual([new Error('Device was lost')]);
  expect(told).toEqual(back);
  expect(updates.at(-1)!.progress).toMatchObject({ done: back.length, running: false });
});

it('says nothing of fault-free runs that come back after it was stopped', async () => {
  const updates: Progress[] = [];
  const evaluator = { parallel: 1, baseline: async () => BASELINE, evaluate: vi.fn() };
  const own = { spec: SPEC, baseline: null, results: [] };
  const run = startRun([own], evaluator, {
    now: () => 0,
    plan: planSweep,
    expectedMs: () => null,
    batch: vi.fn(),
    update: (_news, progress) => updates.push(progress),
    failed: vi.fn(),
  });
  await Promise.resolve();
  run.stop();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(updates.map(({ running }) => running)).toEqual([true, false]);
});

it('tells the expected time of all trials before it has measured its own', async () => {
  const { updates } = await follow();
  const { done, total, remainingMs } = updates[0]!.progress;
  expect(done).toBe(0);
  expect(remainingMs).toBe(EXPECTED_MS * total);
  expect(updates.at(-1)!.progress.remainingMs).toBe(0);
});
