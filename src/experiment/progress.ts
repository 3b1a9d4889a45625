/** How fast trials finish, as seen lately: time spent and trials finished, both fading with age. */
export interface Pace {
  readonly lastMs: number;
  readonly spentMs: number;
  readonly trials: number;
}

/** Time in which the weight of what was seen falls to 1/e, in milliseconds: long against a batch, short against a sweep. */
const MEMORY_MS = 3000;

/** The pace at the start of a run; `nowMs` comes from the clock that later calls use. */
export function startPace(nowMs: number): Pace {
  return { lastMs: nowMs, spentMs: 0, trials: 0 };
}

/** The pace after `numTrials` more trials. Batches that come at the same instant count together. */
export function advancePace(pace: Pace, numTrials: number, nowMs: number): Pace {
  const gapMs = nowMs - pace.lastMs;
  const fade = Math.exp(-gapMs / MEMORY_MS);
  return { lastMs: nowMs, spentMs: pace.spentMs * fade + gapMs, trials: pace.trials * fade + numTrials };
}

/** Milliseconds that `numTrialsLeft` trials still take at this pace; null before the first trial. */
export function remainingMs(pace: Pace, numTrialsLeft: number): number | null {
  return pace.trials === 0 ? null : (pace.spentMs / pace.trials) * numTrialsLeft;
}
