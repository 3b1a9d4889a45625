/** How fast the trials of one experiment finish. */
interface Throughput {
  /** Trials that stand for all others, in cost too: one at each rate. */
  readonly round: number;
  /** Workers that share the run. */
  readonly parallel: number;
  /** Reports still to pass over: the first of each worker come together, late by what loading and compiling took. */
  readonly warmUpReports: number;
  /** When the last report came or the turn began, on the clock of the run. */
  readonly lastMs: number;
  readonly spentMs: number;
  readonly trials: number;
}

/** Time in which the weight of what was seen falls to 1/e, in milliseconds; it never falls before `MIN_ROUNDS` were seen. */
const MEMORY_MS = 60_000;
const MIN_ROUNDS = 4;

/** No estimate rests on less than this; on more than the second one does even before every round is through. Milliseconds. */
const MIN_SPENT_MS = 2000;
const LONG_SPENT_MS = 20_000;

/** No gap before a report counts longer than so many times what its trials take one after the other, unless a round does. */
const MAX_GAP = 4;

/** The throughput before the first trial, of a run that `parallel` workers share. */
export function startThroughput(parallel: number, round: number): Throughput {
  return { round, parallel, warmUpReports: parallel, lastMs: 0, spentMs: 0, trials: 0 };
}

/** The throughput of an experiment that goes on after others had their turn: they have loaded what its workers need. */
export function resumeThroughput(throughput: Throughput, nowMs: number): Throughput {
  return { ...throughput, lastMs: nowMs };
}

/** The throughput after a report of `numTrials` more trials. Reports at the same instant count together. */
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
 * Milliseconds, endless before there is an estimate: a machine that slept says nothing of its throughput, but one trial may take as
 * long as all others of its round together, and workers may report at the same instant.
 */
function longestGapMs({ round, parallel, spentMs, trials }: Throughput, numTrials: number): number {
  if (trials < round || spentMs < MIN_SPENT_MS) return Number.POSITIVE_INFINITY;
  return (spentMs / trials) * parallel * Math.max(round, MAX_GAP * numTrials);
}

/** An experiment under way, or one that waits for its turn, and how many of its trials are left. */
export interface RunPart {
  readonly throughput: Throughput;
  readonly left: number;
}

/**
 * Milliseconds that all parts still take, each at its own throughput, one that has not run yet at that of the others; null while
 * that would be a guess: trials at one rate or of one layer may cost many times those of another.
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
