import { planSweep } from '../experiment/plan';
import { advancePace, remainingMs, startPace } from '../experiment/progress';
import type { CompleteMeasurement, TrialResult } from '../experiment/results';
import { runSweep } from '../experiment/run';
import { say } from './command';
import type { Session } from './session';

/** Watched by nobody in particular: batches may be long. */
const BATCH_MS = 400;
const PROGRESS_EVERY_MS = 500;

/**
 * Runs the session's experiment with progress on standard error. Returns what there is when `stop` aborts; null if not even
 * the baseline was measured.
 */
export async function measure(
  { spec, pool }: Session,
  stop: AbortSignal,
): Promise<CompleteMeasurement | null> {
  const plan = planSweep(spec);
  const now = () => performance.now();
  const results: TrialResult[] = [];
  let measurement: CompleteMeasurement | null = null;
  let pace = startPace(now());
  let saidMs = 0;
  for await (const event of runSweep(plan, pool, { signal: stop, now, batchMs: BATCH_MS })) {
    if (event.kind === 'baseline') {
      measurement = { spec, baseline: event.baseline, results };
      continue;
    }
    results.push(...event.results);
    pace = advancePace(pace, event.results.length, now());
    if (now() - saidMs < PROGRESS_EVERY_MS && results.length < plan.total) continue;
    saidMs = now();
    const left = remainingMs(pace, plan.total - results.length);
    progress(
      `${results.length} of ${plan.total} trials${left === null ? '' : ` · ${Math.ceil(left / 1000)} s left`}`,
    );
  }
  if (process.stderr.isTTY) process.stderr.write('\n');
  return measurement;
}

/** One line that is overwritten on a terminal, a line each in a log. */
function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${line}\u001b[K`);
  else say(line);
}
