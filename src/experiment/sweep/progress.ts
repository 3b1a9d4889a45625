/** Throughput of one experiment, estimated from its reports. */
interface Throughput {
  /** Number of trials that represent all others, also in cost: one at each rate. */
  readonly round: number;
  /** Number of workers that share the run. */
  readonly parallel: number;
  /** Reports still to ignore: the first report of each worker includes loading and compilation. */
  readonly warmUpReports: number;
  /** Time of the last report, or of the start of the turn, on the clock of the run. */
  readonly lastMs: number;
  readonly spentMs: number;
  readonly trials: number;
}

/**
 * Time constant of the estimate in milliseconds: weights of old reports fall to 1/e. Weights do not
 * fall before `MIN_ROUNDS` rounds were seen.
 */
const MEMORY_MS = 60_000;
const MIN_ROUNDS = 4;

/**
 * Shortest working time behind an estimate, in milliseconds. The second value suffices even before
 * every round is complete.
 */
const MIN_SPENT_MS = 2000;
const LONG_SPENT_MS = 20_000;

/**
 * A gap before a report counts at most this many times the sequential time of its trials, unless a
 * round takes longer.
 */
const MAX_GAP = 4;

/** Returns the throughput before the first trial of a run that `parallel` workers share. */
export function startThroughput(parallel: number, round: number): Throughput {
  return { round, parallel, warmUpReports: parallel, lastMs: 0, spentMs: 0, trials: 0 };
}

/** Resumes an experiment after others had their turn. Its workers need not load again. */
export function resumeThroughput(throughput: Throughput, nowMs: number): Throughput {
  return { ...throughput, lastMs: nowMs };
}

/**
 * Returns the throughput after a report of `numTrials` more trials. Reports at the same instant
 * count together.
 */
export function advanceThroughput(throughput: Throughput, numTrials: number, nowMs: number): Throughput {
  if (throughput.warmUpReports > 0)
    return { ...throughput, warmUpReports: throughput.warmUpReports - 1, lastMs: nowMs };
  const gapMs = Math.min(nowMs - throughput.lastMs, longestGapMs(throughput, numTrials));
  const fade = throughput.trials > MIN_ROUNDS * throughput.round ? Math.exp(-gapMs / MEMORY_MS) : 1;
  return {
    ...throughput,
    lastMs: nowMs,
    spentMs: throughput.spentMs * fade + gapMs,
    trials: throughput.trials * fade + numTrials,
  };
}

/**
 * Returns the longest gap that counts as work, in milliseconds. Longer gaps, such as a suspended
 * laptop, are capped. Infinity before there is an estimate. One trial may take as long as the rest
 * of its round, and workers may report at the same instant.
 */
function longestGapMs({ round, parallel, spentMs, trials }: Throughput, numTrials: number): number {
  if (trials < round || spentMs < MIN_SPENT_MS) return Number.POSITIVE_INFINITY;
  return (spentMs / trials) * parallel * Math.max(round, MAX_GAP * numTrials);
}

/** Experiment that runs or waits for its turn, with the number of its trials left. */
export interface RunPart {
  readonly throughput: Throughput;
  readonly left: number;
}

/**
 * Returns the milliseconds that all parts still take. Each part uses its own throughput, and a part
 * that has not run yet uses that of the others. Null until the estimate is reliable: trials at one
 * rate or of one layer may cost many times those of another.
 */
export function remainingMs(parts: readonly RunPart[]): number | null {
  const waiting = parts.filter(({ left }) => left > 0);
  if (waiting.length === 0) return 0;
  const spentMs = parts.reduce((sum, { throughput }) => sum + throughput.spentMs, 0);
  const trials = parts.reduce((sum, { throughput }) => sum + throughput.trials, 0);
  const isRepresentative = waiting.every(({ throughput }) => throughput.trials >= throughput.round);
  if (trials === 0 || spentMs < (isRepresentative ? MIN_SPENT_MS : LONG_SPENT_MS)) return null;
  const msPerTrial = ({ throughput }: RunPart) =>
    throughput.trials > 0 ? throughput.spentMs / throughput.trials : spentMs / trials;
  return waiting.reduce((sum, part) => sum + part.left * msPerTrial(part), 0);
}
