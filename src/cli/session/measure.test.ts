import { afterEach, describe, expect, it, vi } from 'vitest';
import { BackendError } from '../../core/errors';
import type { Injection } from '../../core/site/injection';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { baselineOf, countOf } from '../../experiment/sweep/measurement.fake';
import type { Evaluator } from '../../experiment/sweep/run';
import { measure } from './measure';

const BASELINE = baselineOf(1, 2, 10);
const spec = { ...DEFAULT_SPEC, bers: { kind: 'list', bers: [1e-3] } as const, trials: 20 };
const never = new AbortController().signal;

/** Counts every trial until it has counted `limit` of them, then fails. */
function failingAfter(limit: number, failure = new BackendError('webgpu', 'Lost')): Evaluator {
  let counted = 0;
  return {
    parallel: 1,
    async baseline() {
      if (limit < 0) throw failure;
      return BASELINE;
    },
    async evaluate(injections: readonly Injection[]) {
      counted += injections.length;
      if (counted > limit) throw failure;
      return injections.map(() => countOf(3, 10, 1));
    },
  };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('measure', () => {
  it('returns every trial of a run that ends well', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { measurement, failure } = await measure({ spec, engine: failingAfter(20) }, never);
    expect(failure).toBeNull();
    expect(write.mock.calls.map(([line]) => line).join('')).toMatch(/20 of 20 trials.*\n$/);
    expect(measurement!.results).toHaveLength(20);
    expect(measurement!.baseline).toEqual(BASELINE);
  });

  it('says how many trials there are, and how long the others take', async () => {
    let nowMs = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const engine = failingAfter(20);
    // A second for each trial.
    const evaluate: Evaluator['evaluate'] = (injections, signal) => {
      nowMs += 1000 * injections.length;
      return engine.evaluate(injections, signal);
    };
    await measure({ spec, engine: { ...engine, evaluate } }, never);
    const said = write.mock.calls.map(([line]) => /^(\d+) of 20 trials · (\d+) s left$/m.exec(String(line)));
    const known = said.filter((match) => match !== null);
    expect(known.length).toBeGreaterThan(2);
    for (const [, done, seconds] of known) expect(Number(done) + Number(seconds)).toBe(20);
  });

  it('keeps what there is, and the error, when the device fails', async () => {
    const { measurement, failure } = await measure({ spec, engine: failingAfter(5) }, never);
    expect(failure).toEqual(new BackendError('webgpu', 'Lost'));
    expect(measurement!.results.length).toBeGreaterThan(0);
    expect(measurement!.results.length).toBeLessThanOrEqual(5);
  });

  it('has nothing to keep when the baseline fails', async () => {
    expect(await measure({ spec, engine: failingAfter(-1) }, never)).toMatchObject({ measurement: null });
  });

  it('takes a stop for no failure', async () => {
    const { failure } = await measure({ spec, engine: failingAfter(5) }, AbortSignal.abort());
    expect(failure).toBeNull();
  });
});
