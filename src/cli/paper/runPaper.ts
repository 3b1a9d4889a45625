import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DevicePreference } from '../../core/device';
import { AssetError } from '../../core/errors';
import { checkModel } from '../../core/network/catalog';
import type { TrainingSet } from '../../core/network/model';
import { dueField } from '../../core/site/injection';
import { NO_SHORTCUTS } from '../../core/site/shortcuts';
import { formatLink } from '../../experiment/link/link';
import { DEFAULT_VIEW } from '../../experiment/link/view';
import { batchLine, readBatchLines } from '../../experiment/paper/batchLine';
import type { PaperExperiment } from '../../experiment/paper/figures';
import {
  type PaperResult,
  readPaperResult,
  storableTrials,
  writePaperResult,
} from '../../experiment/paper/paperResult';
import type { Slowdown } from '../../experiment/paper/slowdown';
import { hasStructure } from '../../experiment/settings/checkStructures';
import { experimentKey } from '../../experiment/settings/experimentKey';
import { toInjection } from '../../experiment/settings/toInjection';
import { gridBers } from '../../experiment/sweep/berGrid';
import { knownIn } from '../../experiment/sweep/knownTrials';
import { planSweep } from '../../experiment/sweep/plan';
import { plannedResults, type ScoredTrial, uniqueTrials } from '../../experiment/sweep/results';
import { runSweep } from '../../experiment/sweep/run';
import { trialsFingerprint } from '../../worker/fingerprint';
import { printStatus } from '../options/command';
import { endProgress, progressLine } from '../session/progressLine';
import { environmentOf, openSession, type Session } from '../session/session';
import { writeWhole } from '../session/writeWhole';

/**
 * Trials per rate after each round over all experiments. A run that is stopped thus has a coarse
 * version of every figure.
 */
const ROUNDS = [3, 10, 30, 75, 150];
const BATCH_MS = 400;
/**
 * Number of inferences of each kind behind a slowdown, and a rate that flips 3 bits in the
 * activations of the smallest network.
 */
const TIMED_TURNS = 5;
const TIMED_BER = 1e-3;

/** Experiments of one model on one set, and the folder of their results. */
export interface PaperJob {
  readonly model: string;
  readonly set: TrainingSet;
  /** Folder of the data; null: the embedded data. */
  readonly dataFolder: string | null;
  readonly experiments: readonly PaperExperiment[];
  /** Folder of the result files. */
  readonly folder: string;
  /** True if inference with faults in activations is timed against float inference (Sec. 3.2). */
  readonly isTimed: boolean;
}

interface PaperRunOptions {
  readonly device: DevicePreference;
  readonly workers: number | undefined;
  readonly stop: AbortSignal;
}

/**
 * Runs the missing trials of the jobs' experiments, round by round. Each batch is written to disk
 * as it finishes. Results of equal experiments on equal weights and data are reused. Returns the
 * number of trials that ran.
 */
export async function runPaper(jobs: readonly PaperJob[], options: PaperRunOptions): Promise<number> {
  let ran = 0;
  const most = Math.max(0, ...jobs.flatMap(({ experiments }) => experiments.map(({ spec }) => spec.trials)));
  const rounds = [...ROUNDS.filter((round) => round < most), most];
  for (const [index, round] of rounds.entries()) {
    for (const job of jobs) {
      if (options.stop.aborted) return ran;
      // The first round opens every model, because only then it is known whether results belong to
      // the present weights.
      const isComplete = job.experiments.every((experiment) => isKnown(job, experiment, round));
      if (index === 0 || !isComplete) ran += await runJob(job, round, options);
    }
  }
  return ran;
}

/**
 * Returns the path of an experiment's result, which is written as a whole at the end of each round.
 */
function resultPath({ folder }: Pick<PaperJob, 'folder'>, { id }: Pick<PaperExperiment, 'id'>): string {
  return join(folder, `${id}.stored.json`);
}

/**
 * Returns the path of the journal with the batches of the current round. After a kill the next run
 * reads it.
 */
function journalPath({ folder }: Pick<PaperJob, 'folder'>, { id }: Pick<PaperExperiment, 'id'>): string {
  return join(folder, `${id}.batches.jsonl`);
}

async function runJob(job: PaperJob, round: number, options: PaperRunOptions): Promise<number> {
  const [first] = job.experiments;
  if (first === undefined) return 0;
  const { dataFolder } = job;
  const requested = { spec: first.spec, dataFolder, device: options.device };
  const session = await openSession(requested, printStatus, options.workers);
  let ran = 0;
  try {
    for (const [index, experiment] of job.experiments.entries()) {
      if (options.stop.aborted) break;
      const label = `${job.model} ${experiment.id} (${index + 1} of ${job.experiments.length}), ${Math.min(round, experiment.spec.trials)} trials per rate`;
      ran += await runExperiment(session, job, experiment, round, label, options.stop);
    }
  } finally {
    session.pool.terminate();
    endProgress();
  }
  if (job.isTimed && !existsSync(slowdownPath(job)) && !options.stop.aborted) await timeJob(job, options);
  return ran;
}

async function runExperiment(
  session: Session,
  job: PaperJob,
  { id, spec }: PaperExperiment,
  round: number,
  label: string,
  stop: AbortSignal,
): Promise<number> {
  const { engine } = session;
  const fingerprint = trialsFingerprint(engine.assets, spec);
  const path = resultPath(job, { id });
  const journal = journalPath(job, { id });
  const found = readResult(path);
  const isSame = found?.fingerprint === fingerprint && experimentKey(found.spec) === experimentKey(spec);
  const stored = isSame ? found : null;
  const batches = existsSync(journal)
    ? readBatchLines(readFileSync(journal, 'utf8'), { spec, fingerprint })
    : null;
  const known = [...(stored?.results ?? []), ...(batches?.results ?? [])];
  const results = uniqueTrials(plannedResults(spec, known));
  let baseline = stored?.baseline ?? batches?.baseline;
  const plan = planSweep({ ...spec, trials: Math.min(round, spec.trials) }, knownIn(results));
  mkdirSync(job.folder, { recursive: true });
  const now = () => performance.now();
  let ran = 0;
  for await (const event of runSweep(plan, engine, { signal: stop, now, batchMs: BATCH_MS, baseline })) {
    if (event.kind === 'baseline') {
      baseline = event.baseline;
      continue;
    }
    const batch = event.results.map(
      ({ ber, trial, wrong, total, due = 0 }): ScoredTrial => ({
        ber,
        trial,
        wrong,
        total,
        ...dueField(due),
      }),
    );
    appendFileSync(journal, batchLine({ spec, fingerprint, baseline: baseline!, results: batch }));
    results.push(...batch);
    ran += batch.length;
    progressLine(`${label}: ${ran} of ${plan.total} trials`);
  }
  const numStorable = storableTrials({ spec, results }).length;
  if (baseline !== undefined && numStorable > 0 && (ran > 0 || batches !== null)) {
    const environment = environmentText(session);
    const result = { id, spec, baseline, results, environment, fingerprint };
    writeWhole(path, writePaperResult(result, formatLink(spec, DEFAULT_VIEW)));
  }
  // A stop may leave trials after a missing one. Those stay in the journal.
  if (numStorable === results.length) rmSync(journal, { force: true });
  return ran;
}

/** Returns the path of a model's slowdown. */
export function slowdownPath({ folder }: Pick<PaperJob, 'folder'>): string {
  return `${folder}.slowdown.stored.json`;
}

/**
 * Times both inferences alternately and keeps the shortest of each, because other load only adds
 * time. Shortcuts are off, since they skip the layers before the first fault: every run computes
 * the whole network.
 */
async function timeJob(job: PaperJob, { device }: PaperRunOptions): Promise<void> {
  const structures = (['activations', 'hiddenState'] as const).filter((structure) =>
    hasStructure(checkModel(job.model), structure),
  );
  const spec = { ...job.experiments[0]!.spec, structures };
  const { numSamples } = spec;
  const session = await openSession(
    { spec, dataFolder: job.dataFolder, device },
    printStatus,
    1,
    NO_SHORTCUTS,
  );
  const { signal } = new AbortController();
  const timed = async (work: () => Promise<unknown>) => {
    const startMs = performance.now();
    await work();
    return performance.now() - startMs;
  };
  const [floats, faulty]: [number[], number[]] = [[], []];
  try {
    for (let turn = 0; turn <= TIMED_TURNS; turn++) {
      const floatMs = await timed(() => session.engine.correct(null, numSamples, signal));
      const faultyMs = await timed(() =>
        session.engine.evaluate([toInjection(spec, TIMED_BER, turn)], signal),
      );
      // The first turn includes loading and compilation.
      if (turn === 0) continue;
      floats.push(floatMs);
      faulty.push(faultyMs);
    }
    const slowdown: Slowdown = {
      ...{
        model: job.model,
        floatMs: Math.min(...floats),
        faultyMs: Math.min(...faulty),
        images: numSamples,
      },
      environment: environmentText(session),
    };
    writeWhole(slowdownPath(job), `${JSON.stringify(slowdown)}\n`);
  } finally {
    session.pool.terminate();
  }
}

/**
 * Returns true if a file has all trials of a round. Its weights and data are checked when the model
 * is opened.
 */
function isKnown(job: PaperJob, experiment: PaperExperiment, round: number): boolean {
  const { spec } = experiment;
  const stored = readResult(resultPath(job, experiment));
  if (stored === null || experimentKey(stored.spec) !== experimentKey(spec)) return false;
  const known = knownIn(stored.results);
  const last = Math.min(round, spec.trials) - 1;
  return gridBers(spec.bers).every((ber) => known(ber, last));
}

/** Reads a result. A file that cannot be used is reported, and measured again. */
function readResult(path: string): PaperResult | null {
  if (!existsSync(path)) return null;
  try {
    return readPaperResult(readFileSync(path, 'utf8'), path);
  } catch (error) {
    if (!(error instanceof AssetError)) throw error;
    printStatus(`${error.message}; it is measured anew`);
    return null;
  }
}

function environmentText(session: Session): string {
  const { device, adapter, workers, processor, node, tfjs, aresExplorer, date } = environmentOf(session);
  const parallel = `${workers} ${workers === 1 ? 'worker' : 'workers'}`;
  const day = String(date).slice(0, 10);
  return `${device} (${adapter}), ${parallel}, ${processor}, Node ${node}, tfjs ${tfjs}, Ares Explorer ${aresExplorer}, ${day}`;
}
