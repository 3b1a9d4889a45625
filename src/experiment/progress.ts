/** How fast trials finish, as seen so far. */
export interface Pace {
  readonly lastMs: number;
  /** Smoothed milliseconds from one trial to the next; null until the first batch is back. */
  readonly msPerTrial: number | null;
}

/** Time after which an old pace has lost most of its say, in milliseconds: long against a batch, short against a sweep. */
const MEMORY_MS = 3000;

/** The pace at the start of a run; `nowMs` comes from the clock that later calls use. */
export function startPace(nowMs: number): Pace {
  return { lastMs: nowMs, msPerTrial: null };
}

/** The pace after `numTrials` more trials. A long gap says more about the future than a short one and weighs more. */
export function advancePace(pace: Pace, numTrials: number, nowMs: number): Pace {
  const gapMs = nowMs - pace.lastMs;
  if (numTrials === 0) return pace;
  const seen = gapMs / numTrials;
  if (pace.msPerTrial === null) return { lastMs: nowMs, msPerTrial: seen };
  const share = 1 - Math.exp(-gapMs / MEMORY_MS);
  return { lastMs: nowMs, msPerTrial: pace.msPerTrial + share * (seen - pace.msPerTrial) };
}

/** Milliseconds that `numTrialsLeft` trials still take at this pace; null while there is none. */
export function remainingMs(pace: Pace, numTrialsLeft: number): number | null {
  return pace.msPerTrial === null ? null : pace.msPerTrial * numTrialsLeft;
}
