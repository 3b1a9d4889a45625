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

/** An experiment with what is known of it. */
export interface KnownExperiment extends Measured {
  readonly spec: ExperimentSpec;
}

/** How a run goes, and where it reports to. Nothing is reported after `stop`. */
interface RunOptions {
  /** A clock in milliseconds that never goes back, such as `performance.now`. */
  readonly now: () => number;
  /** Plans what an experiment lacks. */
  readonly plan: typeof planSweep;
  /** A batch as soon as it is back, with no other trials, to be kept: `update` reports it later. */
  batch(batch: KnownExperiment): void;
  /**
   * All that is known by now of each experiment with news: at once after a fault-free run, else at
   * most ten times a second, and once more at the end.
   */
  update(news: readonly KnownExperiment[], progress: Progress): void;
  failed(error: unknown): void;
}

/** A run under way. */
export interface LiveRun {
  /** Reports what has come in so far and ends; results on their way are dropped. */
  stop(): void;
}

const FLUSH_MS = 100;

/**
 * Runs what different experiments lack, from their fault-free runs on unless these are known, and
 * reports it in steps that a page can draw. Several run coarse to fine across all of them: each
 * takes its turn in every round, so that the figure that sets them side by side has its shape
 * early.
 */
export function startRun(
  experiments: readonly KnownExperiment[],
  evaluator: Evaluator,
  { now, plan, batch, update, failed }: RunOptions,
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
    update(news, { done: known + done, total: known + total, remainingMs: remainingMs(parts), running });
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

/** The part of an experiment that a round runs. */
type Round = (spec: ExperimentSpec) => ExperimentSpec;

/** One trial at each decade. */
function decades(spec: ExperimentSpec): ExperimentSpec {
  const { bers } = spec;
  return { ...spec, trials: 1, bers: bers.kind === 'span' ? { ...bers, perDecade: 1 } : bers };
}

/**
 * The rounds of a run: one trial at every decade, one at every rate, two, four and so on to all.
 * One experiment alone runs in one round, since its plan goes coarse to fine by itself and the
 * engine then never waits for a round to end.
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
