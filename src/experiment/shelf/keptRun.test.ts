import { expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { addToRun, type KeptRun, readableRun, runMeans, runProgress } from './keptRun';

const SPEC = {
  ...DEFAULT_SPEC,
  numSamples: 100,
  trials: 2,
  bers: { kind: 'list', bers: [1e-4, 1e-2] },
} as const;
const count = (wrong: number) => ({ wrong, total: 100, wrongPerClass: [], flips: 0 });
const BASELINE = { float: count(1), quantized: count(2) };
const trial = (ber: number, number: number, wrong: number) => ({ ber, trial: number, wrong, total: 100 });
const batch = (results: readonly ReturnType<typeof trial>[], fingerprint = 'one') => ({
  baseline: BASELINE,
  results,
  fingerprint,
});
const ORIGIN = { spec: SPEC, device: 'WASM SIMD', atMs: 1000 };
const run = (...batches: readonly ReturnType<typeof batch>[]) =>
  batches.reduce(
    (before: KeptRun | undefined, one, index) =>
      addToRun(before, 'key', one, { ...ORIGIN, atMs: 1000 + index }),
    undefined,
  )!;

it('counts the trials of each rate once, with the date of the last batch', () => {
  const kept = run(
    batch([trial(1e-2, 0, 50), trial(1e-4, 0, 4)]),
    batch([trial(1e-2, 0, 50), trial(1e-2, 1, 60)]),
  );
  expect(kept).toMatchObject({ key: 'key', changedMs: 1001, faultFree: 2, pin: null });
  expect(kept.counts).toEqual([
    { ber: 1e-4, trials: [[0, 0]], wrong: 4 },
    { ber: 1e-2, trials: [[0, 1]], wrong: 110 },
  ]);
  expect(runMeans(kept)).toEqual([
    { ber: 1e-4, mean: 0.04 },
    { ber: 1e-2, mean: 0.55 },
  ]);
});

it('starts anew with another fingerprint, but keeps the words and the pin of the reader', () => {
  const before = { ...run(batch([trial(1e-2, 0, 50)])), note: 'mine', pin: 2 };
  const after = addToRun(before, 'key', batch([trial(1e-4, 1, 3)], 'two'), { ...ORIGIN, atMs: 9 });
  expect(after).toMatchObject({ changedMs: 9, fingerprint: 'two', note: 'mine', pin: 2 });
  expect(after.counts).toEqual([{ ber: 1e-4, trials: [[1, 1]], wrong: 3 }]);
});

it('keeps date and device where only the settings change', () => {
  const before = run(batch([trial(1e-2, 0, 50)]));
  const spec = { ...SPEC, trials: 5 };
  const after = addToRun(before, 'key', batch([]), { spec, device: 'JavaScript', atMs: 9 });
  expect(after).toEqual({ ...before, spec });
});

it('is complete once every planned trial ran, whatever ran besides', () => {
  const part = run(batch([trial(1e-2, 0, 5), trial(1e-2, 1, 5), trial(1e-2, 2, 5), trial(1e-3, 0, 5)]));
  expect(runProgress(part)).toEqual({ done: 2, total: 4 });
  const whole = addToRun(part, 'key', batch([trial(1e-4, 0, 5), trial(1e-4, 1, 5)]), ORIGIN);
  expect(runProgress(whole)).toEqual({ done: 4, total: 4 });
});

it('reads entries of earlier versions, and leaves out those that only a later version can show', () => {
  const kept = run(batch([trial(1e-4, 0, 4)]));
  const { reluWords: _, ...earlier } = kept.spec;
  expect(readableRun({ ...kept, spec: earlier as never })).toEqual(kept);
  for (const later of [{ model: 'lenet-7' }, { encoding: 'gray' }, { bers: { kind: 'curve' } }])
    expect(readableRun({ ...kept, spec: { ...kept.spec, ...later } as never })).toBeNull();
});

it('has the means of deviations', () => {
  const of = (value: number) => ({ ...count(0), value });
  const results = [0.5, 1.5].map((value, number) => ({ ber: 1e-2, trial: number, ...of(value) }));
  const kept = addToRun(
    undefined,
    'key',
    { baseline: { float: of(0), quantized: of(0.25) }, results, fingerprint: 'one' },
    ORIGIN,
  );
  expect(kept.faultFree / SPEC.numSamples).toBe(0.25);
  expect(runMeans(kept)).toEqual([{ ber: 1e-2, mean: 1 }]);
});
