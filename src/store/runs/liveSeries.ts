import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { gridBers } from '../../experiment/sweep/berGrid';
import { knownIn } from '../../experiment/sweep/knownTrials';
import { planSweep } from '../../experiment/sweep/plan';
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
import type { LiveSweep } from './liveSweep';

/** One of the experiments that run side by side, with what is known of it. */
export interface KnownSeries extends Measured {
  readonly spec: ExperimentSpec;
}

/** Where running series report to. Nothing is reported after `stop`. */
interface SeriesSink {
  /** A batch of a series as soon as it is back, with no other trials, to be kept: `update` tells of it later. */
  batch(batch: KnownSeries): void;
  /** All that is known by now of each series that has news; at most ten times a second, and once more at the end. */
  update(news: readonly KnownSeries[], progress: Progress): void;
  failed(error: unknown): void;
}

const FLUSH_MS = 100;

/**
 * Runs what several experiments lack, coarse to fine across all of them: each takes its turn in every round, so that the
 * figure that sets them side by side has its shape early. `series` are of different experiments.
 */
export function startSeries(
  series: readonly KnownSeries[],
  evaluator: Evaluator,
  now: () => number,
  sink: SeriesSink,
): LiveSweep {
  const controller = new AbortController();
  const { signal } = controller;
  const plans = series.map(({ spec, results }) => planSweep(spec, knownIn(results)));
  const known = plans.reduce((sum, plan) => sum + plan.known, 0);
  const total = plans.reduce((sum, plan) => sum + plan.total, 0);
  const latest = [...series];
  /** Indices of series with news. */
  const changed = new Set<number>();
  let done = 0;
  let flushedMs = now();
  const parts = plans.map(
    ({ spec, total: left }): RunPart => ({
      // The first round's trials: one at each decade.
      throughput: startThroughput(evaluator.parallel, gridBers(decades(spec).bers).length),
      left,
    }),
  );

  const flush = (running: boolean) => {
    const news = [...changed].map((index) => latest[index]!);
    changed.clear();
    flushedMs = now();
    sink.update(news, {
      done: known + done,
      total: known + total,
      remainingMs: remainingMs(parts),
      running,
    });
  };

  const learn = (index: number, change: Partial<Measured>) => {
    latest[index] = { ...latest[index]!, ...change };
    changed.add(index);
  };

  const follow = async () => {
    for (const part of rounds(series)) {
      for (const [index, { spec }] of series.entries()) {
        const { baseline, results } = latest[index]!;
        const plan = planSweep(part(spec), knownIn(results));
        if (plan.total === 0 && baseline !== null) continue;
        let { throughput, left } = parts[index]!;
        throughput = resumeThroughput(throughput, now());
        const gathered: TrialResult[] = [...results];
        for await (const event of runSweep(plan, evaluator, {
          signal,
          now,
          baseline: baseline ?? undefined,
        })) {
          if (event.kind === 'baseline') {
            learn(index, { baseline: event.baseline });
            continue;
          }
          sink.batch({ ...latest[index]!, results: event.results });
          gathered.push(...event.results);
          learn(index, { results: [...gathered] });
          done += event.results.length;
          left -= event.results.length;
          throughput = advanceThroughput(throughput, event.results.length, now());
          parts[index] = { throughput, left };
          if (now() - flushedMs >= FLUSH_MS) flush(true);
        }
        if (signal.aborted) return;
      }
    }
  };

  flush(true);
  follow().then(
    () => {
      if (!signal.aborted) flush(false);
    },
    (error: unknown) => {
      if (signal.aborted) return;
      flush(false);
      sink.failed(error);
    },
  );
  return {
    stop() {
      if (signal.aborted) return;
      flush(false);
      controller.abort();
    },
  };
}

/** One trial at each decade. */
function decades(spec: ExperimentSpec): ExperimentSpec {
  const { bers } = spec;
  return { ...spec, trials: 1, bers: bers.kind === 'span' ? { ...bers, perDecade: 1 } : bers };
}

/** What each round runs of a series: one trial at every decade, one at every rate, two, four and so on to all. */
function rounds(series: readonly KnownSeries[]): readonly ((spec: ExperimentSpec) => ExperimentSpec)[] {
  const most = Math.max(...series.map(({ spec }) => spec.trials));
  const upTo = (trials: number) => (spec: ExperimentSpec) => ({
    ...spec,
    trials: Math.min(trials, spec.trials),
  });
  const targets = Array.from({ length: Math.ceil(Math.log2(most)) + 1 }, (_, power) => upTo(2 ** power));
  return [decades, ...targets];
}
