import type { Baseline } from '../../core/site/injection';
import { type NetworkRecord, networkRecord, rememberRecord } from '../documents/networkRecord';
import { v1Defaults } from '../link/linkFields';
import { checkSpec } from '../settings/checkSpec';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { gridBers } from '../sweep/berGrid';
import type { ScoredTrial } from '../sweep/results';
import { addTrial, countBelow, type TrialRanges } from './trialRanges';

/** Trials of one rate, without their single results. */
interface RateCount {
  readonly ber: number;
  /** Numbers of the trials. */
  readonly trials: TrialRanges;
  /** Wrong answers of all these trials together, or their deviations times the images. */
  readonly wrong: number;
}

/** A run of an experiment with its date and device, for one batch of results. */
export interface RunOrigin {
  readonly spec: ExperimentSpec;
  /** Name of the device that counted: `WASM SIMD`. */
  readonly device: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** Entry of the runs shelf: all about a run but the results of its trials. */
export interface KeptRun {
  readonly key: string;
  /** Settings with the grid and number of trials that were used last. */
  readonly spec: ExperimentSpec;
  /** Reader's network of the spec. Absent for the catalogue and in entries of earlier versions. */
  readonly network?: NetworkRecord;
  /** Time of the newest result, in milliseconds since 1970. */
  readonly changedMs: number;
  readonly device: string;
  /** Fingerprint of engine, weights and data. */
  readonly fingerprint: string;
  /** Wrong answers of the quantised network without faults, or its deviation times the images. */
  readonly faultFree: number;
  /** Ascending by rate. */
  readonly counts: readonly RateCount[];
  /** Words of the reader. */
  readonly note: string;
  /** Place among the pinned runs, from 0. Null if the run is not pinned. */
  readonly pin: number | null;
}

/** A batch of results, as the result cache keeps it. */
interface Batch {
  readonly baseline: Baseline;
  readonly results: readonly ScoredTrial[];
  readonly fingerprint: string;
}

/**
 * Returns the entry of a run after a batch. Trials that it has already are not counted again. A
 * batch with another fingerprint starts the counts anew, since old results are not joined to it. A
 * batch without results changes the settings alone.
 */
export function addToRun(
  before: KeptRun | undefined,
  key: string,
  { baseline, results, fingerprint }: Batch,
  { spec, device, atMs }: RunOrigin,
): KeptRun {
  const isSame = before !== undefined && before.fingerprint === fingerprint;
  const counts = new Map(isSame ? before.counts.map((count) => [count.ber, count]) : []);
  for (const result of results) {
    const { ber, trial } = result;
    const count = counts.get(ber) ?? { ber, trials: [], wrong: 0 };
    const trials = addTrial(count.trials, trial);
    if (trials !== count.trials) counts.set(ber, { ber, trials, wrong: count.wrong + wrongOf(result) });
  }
  const isNews = !isSame || results.length > 0;
  const network = networkRecord(spec.model);
  return {
    key,
    spec,
    ...(network && { network }),
    changedMs: isNews ? atMs : before.changedMs,
    device: isNews ? device : before.device,
    fingerprint,
    faultFree: wrongOf(baseline.quantized),
    counts: [...counts.values()].sort((a, b) => a.ber - b.ber),
    note: before?.note ?? '',
    pin: before?.pin ?? null,
  };
}

/** Wrong answers, or a deviation times the images, so that both give the error by division. */
function wrongOf({ wrong, total, value }: Pick<ScoredTrial, 'wrong' | 'total' | 'value'>): number {
  return value === undefined ? wrong : value * total;
}

/** Counts the planned trials of a run and those that it has. A run with all of them is complete. */
export function runProgress({ spec, counts }: Pick<KeptRun, 'spec' | 'counts'>): {
  readonly done: number;
  readonly total: number;
} {
  const bers = gridBers(spec.bers);
  const byBer = new Map(counts.map(({ ber, trials }) => [ber, trials]));
  const done = bers.reduce((sum, ber) => sum + countBelow(byBer.get(ber) ?? [], spec.trials), 0);
  return { done, total: bers.length * spec.trials };
}

/** Returns the mean error of each rate, a share of images, ascending by rate. */
export function runMeans({ spec, counts }: Pick<KeptRun, 'spec' | 'counts'>): readonly {
  readonly ber: number;
  readonly mean: number;
}[] {
  return counts.map(({ ber, trials, wrong }) => ({
    ber,
    mean: wrong / (countBelow(trials, Number.POSITIVE_INFINITY) * spec.numSamples),
  }));
}

/**
 * Returns an entry with settings that this version of the page knows: those that it lacks, because
 * an earlier version wrote it, are the defaults of version 1. The reader's network that it has
 * becomes known to `findModel`. Null if it has a network or settings that only a later version
 * knows.
 */
export function readableRun(run: KeptRun): KeptRun | null {
  try {
    if (run.network !== undefined) rememberRecord(run.network, run.key);
    return { ...run, spec: checkSpec({ ...v1Defaults(run.spec), ...run.spec }) };
  } catch {
    return null;
  }
}
