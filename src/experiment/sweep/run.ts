import type { Baseline, ErrorCount, FaultFreeRun, Injection, Trial } from '../../core/site/injection';
import { faultFreeRun, toInjection } from '../settings/toInjection';
import type { SweepPlan } from './plan';
import type { TrialResult } from './results';

/**
 * Runs trials: the engine behind a worker or in this thread, or a fake in tests. Calls may end
 * early when `signal` aborts.
 */
export interface Evaluator {
  /**
   * Counts the fault-free errors of the first `numSamples` images: float, and quantised at the
   * site.
   */
  baseline(run: FaultFreeRun, signal: AbortSignal): Promise<Baseline>;
  /** Returns one count per injection, in the order of the injections. */
  evaluate(injections: readonly Injection[], signal: AbortSignal): Promise<readonly ErrorCount[]>;
  /**
   * Batches that can run at the same time, at least 1. Further batches start in the order of their
   * calls.
   */
  readonly parallel: number;
}

export type SweepEvent =
  | { readonly kind: 'baseline'; readonly baseline: Baseline }
  | { readonly kind: 'trials'; readonly results: readonly TrialResult[] };

interface SweepOptions {
  readonly signal: AbortSignal;
  /** Monotonic clock in milliseconds, such as `performance.now`. */
  readonly now: () => number;
  /** Fault-free counts, if known. They are then not measured again. */
  readonly baseline?: Baseline | undefined;
  /**
   * Milliseconds that one batch should take. Short values stop sooner; long ones cost less per
   * trial.
   */
  readonly batchMs?: number;
}

/** Largest number of trials in one batch. A stop discards at most that many trials per batch. */
export const MAX_BATCH = 64;
const DEFAULT_BATCH_MS = 60;

interface Batch {
  readonly planned: readonly Trial[];
  /** Time at which the evaluator could start; null while other batches occupy it. */
  startedMs: number | null;
}

/**
 * Runs a plan: first the baseline, then the trials in batches, which it yields as they finish.
 * `parallel` batches run and one more waits, so that the device is never idle while results are
 * drawn.
 *
 * When `signal` aborts or the caller leaves its loop, the generator ends at once without an error
 * and drops the unfinished batches. When the evaluator fails, the other batches settle and are
 * yielded. Then the error is thrown.
 */
export async function* runSweep(
  plan: SweepPlan,
  evaluator: Evaluator,
  options: SweepOptions,
): AsyncGenerator<SweepEvent, void, undefined> {
  const { now, batchMs = DEFAULT_BATCH_MS } = options;
  const controller = new AbortController();
  const signal = controller.signal;
  const spec = plan.spec;
  const trials = plan.trials[Symbol.iterator]();
  const flying: Batch[] = [];
  const ready: TrialResult[][] = [];
  const errors: unknown[] = [];
  let exhausted = false;
  let batchSize = 1;
  let wake = () => {};

  const settle = (batch: Batch) => {
    const endMs = now();
    flying.splice(flying.indexOf(batch), 1);
    const waiting = flying.find((other) => other.startedMs === null);
    if (waiting !== undefined) waiting.startedMs = endMs;
    if (batch.startedMs !== null) {
      const msPerTrial = (endMs - batch.startedMs) / batch.planned.length;
      batchSize = nextBatchSize(batchSize, msPerTrial, batchMs);
    }
    wake();
  };

  const launch = () => {
    const planned: Trial[] = [];
    while (planned.length < batchSize) {
      const next = trials.next();
      exhausted = next.done === true;
      if (next.done === true) break;
      planned.push(next.value);
    }
    if (planned.length === 0) return;
    const batch: Batch = { planned, startedMs: flying.length < evaluator.parallel ? now() : null };
    flying.push(batch);
    const injections = planned.map(({ ber, trial }) => toInjection(spec, ber, trial));
    // Handles both outcomes here, so that a batch that fails after an abort causes no unhandled
    // rejection.
    evaluateAll(evaluator, injections, signal).then(
      (counts) => {
        ready.push(planned.map((trial, index) => ({ ...counts[index]!, ...trial })));
        settle(batch);
      },
      (error: unknown) => {
        errors.push(error);
        settle(batch);
      },
    );
  };

  const stop = () => {
    controller.abort(options.signal.reason);
    wake();
  };
  if (options.signal.aborted) return;
  options.signal.addEventListener('abort', stop);
  try {
    if (options.baseline === undefined) {
      const baseline = await orAbort(evaluator.baseline(faultFreeRun(spec), signal), signal);
      if (baseline === null) return;
      yield { kind: 'baseline', baseline };
    }
    while (!signal.aborted) {
      while (!exhausted && errors.length === 0 && flying.length <= evaluator.parallel) launch();
      const results = ready.splice(0).flat();
      if (results.length > 0) yield { kind: 'trials', results };
      else if (flying.length > 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else if (errors.length > 0) throw errors[0];
      else if (exhausted) return;
    }
  } finally {
    options.signal.removeEventListener('abort', stop);
    controller.abort();
  }
}

/** Evaluates a batch and checks the number of counts. Turns a thrown error into a rejection. */
async function evaluateAll(
  evaluator: Evaluator,
  injections: readonly Injection[],
  signal: AbortSignal,
): Promise<readonly ErrorCount[]> {
  const counts = await evaluator.evaluate(injections, signal);
  if (counts.length !== injections.length) {
    throw new RangeError(`Evaluator returned ${counts.length} counts: expected ${injections.length}`);
  }
  return counts;
}

/**
 * Resolves to the result of `work`, or to null on abort. Later rejections of `work` are ignored.
 */
async function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  let onAbort = () => {};
  const aborted = new Promise<null>((resolve) => {
    onAbort = () => resolve(null);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work, aborted]);
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/**
 * Returns the batch size that would have taken `batchMs`, at most twice the last size. Early
 * batches include the compilation of shaders.
 */
function nextBatchSize(size: number, msPerTrial: number, batchMs: number): number {
  const wanted = msPerTrial > 0 ? Math.round(batchMs / msPerTrial) : MAX_BATCH;
  return Math.max(1, Math.min(wanted, size * 2, MAX_BATCH));
}
