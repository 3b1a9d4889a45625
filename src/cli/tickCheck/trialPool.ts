import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Baseline } from '../../core/site/injection';
import { batchLine, readBatchLines } from '../../experiment/paper/batchLine';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { faultFreeRun, toInjection } from '../../experiment/settings/toInjection';
import { gridBers } from '../../experiment/sweep/berGrid';
import type { ScoredTrial } from '../../experiment/sweep/results';
import type { PooledEngine } from '../../worker/pool';

/** Trial numbers per write to the journal. */
const BATCH = 5;

/** Wrong predictions of the same trials at every rate. */
export interface Pool {
  readonly spec: ExperimentSpec;
  readonly baseline: Baseline;
  /** Counts by trial number, for each rate. */
  readonly wrong: ReadonlyMap<number, readonly number[]>;
}

interface PoolRun {
  /**
   * Fingerprint of the trials (`trialsFingerprint`). Lines of the journal with another one are kept
   * but not used.
   */
  readonly fingerprint: string;
  /** File that keeps finished trials for later calls, in lines of `batchLine`; null: none. */
  readonly journal: string | null;
  readonly stop: AbortSignal;
  /** Is called with the number of trials that have run at every rate. */
  readonly onBatch?: (ran: number) => void;
}

/**
 * Runs every trial of `spec` at each of its rates, except those in the journal; null when stopped
 * early.
 */
export async function fillPool(
  spec: ExperimentSpec,
  engine: Pick<PooledEngine, 'baseline' | 'evaluate'>,
  { fingerprint, journal, stop, onBatch }: PoolRun,
): Promise<Pool | null> {
  const bers = gridBers(spec.bers);
  const wrong = new Map(bers.map((ber): [number, number[]] => [ber, []]));
  const kept =
    journal !== null && existsSync(journal)
      ? readBatchLines(readFileSync(journal, 'utf8'), { spec, fingerprint })
      : null;
  for (const { ber, trial, wrong: count } of kept?.results ?? []) wrong.get(ber)![trial] = count;
  const missing = Array.from({ length: spec.trials }, (_, trial) => trial).filter((trial) =>
    bers.some((ber) => wrong.get(ber)![trial] === undefined),
  );
  try {
    const baseline = kept?.baseline ?? (await engine.baseline(faultFreeRun(spec), stop));
    for (let from = 0; from < missing.length; from += BATCH) {
      if (stop.aborted) return null;
      const trials = missing.slice(from, from + BATCH);
      const results = (await Promise.all(trials.map((trial) => runTrial(engine, spec, trial, stop)))).flat();
      for (const { ber, trial, wrong: count } of results) wrong.get(ber)![trial] = count;
      if (journal !== null) appendFileSync(journal, batchLine({ spec, fingerprint, baseline, results }));
      onBatch?.(spec.trials - missing.length + from + trials.length);
    }
    return { spec, baseline, wrong };
  } catch (error) {
    if (stop.aborted) return null;
    throw error;
  }
}

async function runTrial(
  engine: Pick<PooledEngine, 'evaluate'>,
  spec: ExperimentSpec,
  trial: number,
  stop: AbortSignal,
): Promise<readonly ScoredTrial[]> {
  const bers = gridBers(spec.bers);
  const counts = await engine.evaluate(
    bers.map((ber) => toInjection(spec, ber, trial)),
    stop,
  );
  return counts.map(({ wrong, total }, index) => ({ ber: bers[index]!, trial, wrong, total }));
}
