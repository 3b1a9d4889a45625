/**
 * A set of trial numbers as ranges from first to last, both included, ascending and with gaps
 * between them. Trials run in order, so a set usually has one range.
 */
export type TrialRanges = readonly (readonly [first: number, last: number])[];

/** Adds a trial. Returns the same object if the set has it already. */
export function addTrial(ranges: TrialRanges, trial: number): TrialRanges {
  if (ranges.some(([first, last]) => first <= trial && trial <= last)) return ranges;
  const below = ranges.filter(([, last]) => last < trial - 1);
  const above = ranges.filter(([first]) => first > trial + 1);
  const touching = ranges.filter(([first, last]) => last === trial - 1 || first === trial + 1);
  const first = Math.min(trial, ...touching.map(([from]) => from));
  const last = Math.max(trial, ...touching.map(([, to]) => to));
  return [...below, [first, last], ...above];
}

/** Counts the trials with numbers below `end`. */
export function countBelow(ranges: TrialRanges, end: number): number {
  return ranges.reduce((sum, [first, last]) => sum + Math.max(0, Math.min(last + 1, end) - first), 0);
}
