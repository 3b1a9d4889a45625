import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { gridBers } from '../../experiment/sweep/berGrid';
import { knownIn } from '../../experiment/sweep/knownTrials';
import type { planSweep } from '../../experiment/sweep/plan';
import {
  advanceThroughput,
  type RunPart,
  remainingMs,
  resumeThroughput,
  startThroughput,
} from '../../experiment/sweep/progress';
import type { TrialResult } from '../../experiment/sweep/results';
import { type Evaluator, runSweep } from '../../experiment/sweep/run';
import type { Measured, Progress } from '../state';

/** Experiment with its results so far. */
export interface KnownExperiment extends Measured {
  readonly spec: ExperimentSpec;
}

/** Options and callbacks of a run. No callback is called after `stop`. */
interface RunOptions {
  /** Monotonic clock in milliseconds, such as `performance.now`. */
  readonly now: () => number;
  /** Estimates the milliseconds of trials before the run has measured its own. Null: not known. */
  readonly expectedMs: (trials: number) => number | null;
  /** Plans the missing trials of an experiment. */
  readonly plan: typeof planSweep;
  /** Receives each batch at once, with only its own trials. `update` reports them later. */
  batch(batch: KnownExperiment): void;
  /**
   * Receives all results of each experiment with new ones: immediately after a fault-free run,
   * otherwise at most ten times a second, and once more at the end.
   */
  update(news: readonly KnownExperiment[], progress: Progress): void;
  failed(error: unknown): void;
}

/** Handle of a run. */
export interface LiveRun {
  /** Reports the results so far and ends the run. Later results are dropped. */
  stop(): void;
}

const FLUSH_MS = 100;

/**
 * Runs the missing fault-free runs and trials of experiments, and reports them in steps that a page
 * can draw. Several experiments take turns in rounds that go from coarse to fine, so a figure that
 * compares them gets its shape early.
 */
export function startRun(
  experiments: readonly KnownExperiment[],
  evaluator: Evaluator,
  { now, plan, expectedMs, batch, update, failed }: RunOptions,
): LiveRun {
  const controller = new AbortController();
  const { signal } = controller;
  const turns = rounds(experiments);
  const plans = experiments.map(({ spec, results }) => plan(spec, knownIn(results)));
  const known = plans.reduce((sum, part) => sum + part.known, 0);
  const total = plans.reduce((sum, part) => sum + part.total, 0);
  const latest = [...experiments];
  /** Trials of each experiment that are not yet in `latest`. */
  const fresh = experiments.map((): TrialResult[] => []);
  /** Indices of experiments with news. */
  const changed = new Set<number>();
  let done = 0;
  let flushedMs = now();
  const parts = plans.map(
    ({ spec, total: left }): RunPart => ({
      throughput: startThroughput(evaluator.parallel, gridBers(turns[0]!(spec).bers).length),
      left,
    }),
  );

  const gather = (index: number): KnownExperiment => {
    const more = fresh[index]!.splice(0);
    const before = latest[index]!;
    if (more.length > 0) latest[index] = { ...before, results: [...before.results, ...more] };
    return latest[index]!;
  };

  const flush = (running: boolean) => {
    if (signal.aborted) return;
    const news = [...changed].map(gather);
    changed.clear();
    flushedMs = now();
    const left = remainingMs(parts) ?? expectedMs(total - done);
    update(news, { done: known + done, total: known + total, remainingMs: left, running });
  };

  const takeTurn = async (index: number, part: Round) => {
    const { spec, baseline, results } = gather(index);
    const turn = plan(part(spec), knownIn(results));
    if (turn.total === 0 && baseline !== null) return;
    let { throughput, left } = parts[index]!;
    throughput = resumeThroughput(throughput, now());
    const options = { signal, now, baseline: baseline ?? undefined };
    for await (const event of runSweep(turn, evaluator, options)) {
      if (signal.aborted) return;
      changed.add(index);
      if (event.kind === 'baseline') {
        latest[index] = { ...latest[index]!, baseline: event.baseline };
        flush(true);
        continue;
      }
      batch({ ...latest[index]!, results: event.results });
      fresh[index]!.push(...event.results);
      done += event.results.length;
      left -= event.results.length;
      throughput = advanceThroughput(throughput, event.results.length, now());
      parts[index] = { throughput, left };
      if (now() - flushedMs >= FLUSH_MS) flush(true);
    }
  };

  const follow = async () => {
    for (const part of turns) {
      for (const index of experiments.keys()) {
        await takeTurn(index, part);
        if (signal.aborted) return;
      }
    }
  };

  flush(true);
  follow().then(
    () => flush(false),
    (error: unknown) => {
      if (signal.aborted) return;
      flush(false);
      failed(error);
    },
  );
  return {
    stop() {
      flush(false);
      controller.abort();
    },
  };
}

/** Returns the part of an experiment that a round runs. */
type Round = (spec: ExperimentSpec) => ExperimentSpec;

/** Returns one trial at each decade of BER. */
function decades(spec: ExperimentSpec): ExperimentSpec {
  const { bers } = spec;
  return { ...spec, trials: 1, bers: bers.kind === 'span' ? { ...bers, perDecade: 1 } : bers };
}

/**
 * Returns the rounds of a run: one trial at every decade, then one at every BER, two, four and so
 * on to all. A single experiment runs in one round. Its plan goes from coarse to fine already, and
 * the engine never has to wait for the end of a round.
 */
function rounds(experiments: readonly KnownExperiment[]): readonly Round[] {
  if (experiments.length === 1) return [(spec) => spec];
  const most = Math.max(...experiments.map(({ spec }) => spec.trials));
  const upTo = (trials: number) => (spec: ExperimentSpec) => ({
    ...spec,
    trials: Math.min(trials, spec.trials),
  });
  const targets = Array.from({ length: Math.ceil(Math.log2(most)) + 1 }, (_, power) => upTo(2 ** power));
  return [decades, ...targets];
}
