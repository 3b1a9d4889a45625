import { gridBers } from '../../experiment/sweep/berGrid';
import type { SweepPlan } from '../../experiment/sweep/plan';
import { advanceThroughput, remainingMs, startThroughput } from '../../experiment/sweep/progress';
import type { Baseline, TrialResult } from '../../experiment/sweep/results';
import { type Evaluator, runSweep } from '../../experiment/sweep/run';
import type { Progress } from '../state';

/** Where a running sweep reports to. Nothing is reported after `stop`. */
interface SweepSink {
  baseline(baseline: Baseline): void;
  /** A batch as soon as it is back, to be kept: `update` tells of it later. */
  batch(results: readonly TrialResult[]): void;
  /** New trials and how far the sweep is; at most ten times a second, and once more at its end. */
  update(fresh: readonly TrialResult[], progress: Progress): void;
  failed(error: unknown): void;
}

/** A sweep under way. */
export interface LiveSweep {
  /** Reports what has come in so far and ends; results on their way are dropped. */
  stop(): void;
}

const FLUSH_MS = 100;

/** Runs a plan, from its baseline on unless that is known, and reports its results in steps that a page can draw. */
export function startSweep(
  plan: SweepPlan,
  baseline: Baseline | null,
  evaluator: Evaluator,
  now: () => number,
  sink: SweepSink,
): LiveSweep {
  const controller = new AbortController();
  let fresh: TrialResult[] = [];
  let done = 0;
  let flushedMs = now();
  let throughput = startThroughput(evaluator.parallel, gridBers(plan.spec.bers).length);

  const flush = (running: boolean) => {
    const results = fresh;
    fresh = [];
    flushedMs = now();
    sink.update(results, {
      done: plan.known + done,
      total: plan.known + plan.total,
      remainingMs: remainingMs([{ throughput, left: plan.total - done }]),
      running,
    });
  };

  const follow = async () => {
    for await (const event of runSweep(plan, evaluator, {
      signal: controller.signal,
      now,
      baseline: baseline ?? undefined,
    })) {
      if (event.kind === 'baseline') {
        sink.baseline(event.baseline);
        continue;
      }
      sink.batch(event.results);
      fresh.push(...event.results);
      done += event.results.length;
      throughput = advanceThroughput(throughput, event.results.length, now());
      if (now() - flushedMs >= FLUSH_MS) flush(true);
    }
  };

  flush(true);
  follow().then(
    () => {
      if (!controller.signal.aborted) flush(false);
    },
    (error: unknown) => {
      if (controller.signal.aborted) return;
      flush(false);
      sink.failed(error);
    },
  );
  return {
    stop() {
      if (controller.signal.aborted) return;
      flush(false);
      controller.abort();
    },
  };
}
