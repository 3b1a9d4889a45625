import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Injection } from '../../core/site/injection';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { BASELINE, countOf } from '../../experiment/sweep/measurement.fake';
import { fillPool } from './trialPool';

const BERS = [1e-4, 1e-3];
const SPEC: ExperimentSpec = { ...DEFAULT_SPEC, trials: 12, bers: { kind: 'list', bers: BERS } };

let folder: string;
let journal: string;
let ran: number[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trial-pool-'));
  journal = join(folder, 'pool.jsonl');
  ran = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Counts 100 · rate number + trial. */
const engine = {
  baseline: async () => BASELINE,
  evaluate: async (injections: readonly Injection[]) => {
    ran.push(injections[0]!.trial);
    return injections.map(({ trial }, rate) => countOf(100 * rate + trial));
  },
};

const run = (change: { fingerprint?: string; stop?: AbortSignal; onBatch?: () => void } = {}) =>
  fillPool(SPEC, engine, { fingerprint: 'a', journal, stop: new AbortController().signal, ...change });

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

test('a pool has every trial at every rate, and is read back without a run', async () => {
  const pool = await run();
  expect(ran).toEqual(numbers(0, 12));
  expect(pool!.wrong).toEqual(
    new Map([
      [1e-4, numbers(0, 12)],
      [1e-3, numbers(100, 112)],
    ]),
  );
  ran = [];
  expect((await run())!.wrong).toEqual(pool!.wrong);
  expect(ran).toEqual([]);
});

test('a pool that is stopped between two batches is no pool, and goes on where it was', async () => {
  const stopping = new AbortController();
  expect(await run({ stop: stopping.signal, onBatch: () => stopping.abort() })).toBeNull();
  expect(ran).toEqual(numbers(0, 5));
  ran = [];
  expect((await run())!.wrong.get(1e-3)).toEqual(numbers(100, 112));
  expect(ran).toEqual(numbers(5, 12));
});

test('a line that a kill cut short is run again', async () => {
  const whole = await run();
  writeFileSync(journal, readFileSync(journal, 'utf8').slice(0, -20));
  for (const [trials, attempt] of [
    [numbers(10, 12), 'cut'],
    [[], 'mended'],
  ] as const) {
    ran = [];
    expect((await run())!.wrong, attempt).toEqual(whole!.wrong);
    expect(ran, attempt).toEqual(trials);
  }
});

test('trials that another engine or other weights counted are not used', async () => {
  await run();
  ran = [];
  await run({ fingerprint: 'b' });
  expect(ran).toEqual(numbers(0, 12));
});
