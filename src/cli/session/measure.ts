import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { gridBers } from '../../experiment/sweep/berGrid';
import { planSweep } from '../../experiment/sweep/plan';
import { advanceThroughput, remainingMs, startThroughput } from '../../experiment/sweep/progress';
import type { CompleteMeasurement, TrialResult } from '../../experiment/sweep/results';
import { type Evaluator, runSweep } from '../../experiment/sweep/run';
import { endProgress, leftText, progressLine } from './progressLine';

/** Milliseconds per batch: nobody watches each trial, so batches may be long. */
const BATCH_MS = 400;
const PROGRESS_EVERY_MS = 500;

/** Result of a run, complete or not. */
interface Run {
  /** Null if not even the baseline was measured. */
  readonly measurement: CompleteMeasurement | null;
  /** Error that ended the run early; null after a stop. */
  readonly failure: Error | null;
}

/**
 * Runs the experiment with progress on standard error. Keeps the finished trials when `stop` aborts
 * or the evaluator fails.
 */
export async function measure(
  { spec, engine }: { readonly spec: ExperimentSpec; readonly engine: Evaluator },
  stop: AbortSignal,
): Promise<Run> {
  const plan = planSweep(spec);
  const now = () => performance.now();
  const results: TrialResult[] = [];
  let measurement: CompleteMeasurement | null = null;
  let failure: Error | null = null;
  let throughput = startThroughput(engine.parallel, gridBers(spec.bers).length);
  let saidMs = 0;
  try {
    for await (const event of runSweep(plan, engine, { signal: stop, now, batchMs: BATCH_MS })) {
      if (event.kind === 'baseline') {
        measurement = { spec, baseline: event.baseline, results };
        continue;
      }
      results.push(...event.results);
      throughput = advanceThroughput(throughput, event.results.length, now());
      if (now() - saidMs < PROGRESS_EVERY_MS && results.length < plan.total) continue;
      saidMs = now();
      const left = remainingMs([{ throughput, left: plan.total - results.length }]);
      progressLine(`${results.length} of ${plan.total} trials${leftText(left)}`);
    }
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
  }
  endProgress();
  return { measurement, failure };
}
