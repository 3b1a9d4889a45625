/** How fast the trials of one experiment finish. */
export interface Pace {
  /** Trials that stand for all others, in cost too: one at each rate. */
  readonly round: number;
  /** Reports still to pass over: the first of each worker come together, late by what loading and compiling took. */
  readonly waits: number;
  /** When the last report came, on the clock of the run. */
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

/** The pace before the first trial, of a run that `parallel` workers share. */
export function startPace(parallel: number, round: number): Pace {
  return { round, waits: parallel, lastMs: 0, spentMs: 0, trials: 0 };
}

/** The pace of an experiment that goes on after others had their turn. */
export function resumePace(pace: Pace, parallel: number): Pace {
  return { ...pace, waits: parallel };
}

/** The pace after a report of `numTrials` more trials. Reports at the same instant count together. */
export function advancePace(pace: Pace, numTrials: number, nowMs: number): Pace {
  if (pace.waits > 0) return { ...pace, waits: pace.waits - 1, lastMs: nowMs };
  const gapMs = nowMs - pace.lastMs;
  const fade = pace.trials > MIN_ROUNDS * pace.round ? Math.exp(-gapMs / MEMORY_MS) : 1;
  return {
    ...pace,
    lastMs: nowMs,
    spentMs: pace.spentMs * fade + gapMs,
    trials: pace.trials * fade + numTrials,
  };
}

/** An experiment under way, or one that waits for its turn, and how many of its trials are left. */
export interface Part {
  readonly pace: Pace;
  readonly left: number;
}

/**
 * Milliseconds that all parts still take, each at its own pace, one that has not run yet at that of the others; null while
 * that would be a guess: trials at one rate or of one layer may cost many times those of another.
 */
export function remainingMs(parts: readonly Part[]): number | null {
  const waiting = parts.filter(({ left }) => left > 0);
  if (waiting.length === 0) return 0;
  const spentMs = parts.reduce((sum, { pace }) => sum + pace.spentMs, 0);
  const trials = parts.reduce((sum, { pace }) => sum + pace.trials, 0);
  const isRepresentative = waiting.every(({ pace }) => pace.trials >= pace.round);
  if (trials === 0 || spentMs < (isRepresentative ? MIN_SPENT_MS : LONG_SPENT_MS)) return null;
  const msPerTrial = ({ pace }: Part) => (pace.trials > 0 ? pace.spentMs / pace.trials : spentMs / trials);
  return waiting.reduce((sum, part) => sum + part.left * msPerTrial(part), 0);
}
