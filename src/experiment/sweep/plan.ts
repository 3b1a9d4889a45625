import type { Trial } from '../../core/site/injection';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { gridBers } from './berGrid';

/** Returns true for trials whose result is known. */
export type IsKnown = (ber: number, trial: number) => boolean;

/** Trials of a spec that are still to run, in order. The fault-free runs come first. */
export interface SweepPlan {
  readonly spec: ExperimentSpec;
  readonly isKnown: IsKnown;
  /** Number of trials that this plan runs: all trials of the sweep except the known ones. */
  readonly total: number;
  /** Number of trials that were known when the plan was made. */
  readonly known: number;
  /** The `total` trials in order, generated lazily. May be iterated several times. */
  readonly trials: Iterable<Trial>;
}

/**
 * Plans a sweep from coarse to fine: trial 0 at every rate before trial 1 at any. Each round visits
 * decades first, then half decades, quarters and eighths, so that one short round shows the shape
 * of a curve. Lists are visited by bisection.
 */
export function planSweep(spec: ExperimentSpec, isKnown: IsKnown = () => false): SweepPlan {
  return makePlan(spec, isKnown, null);
}

/**
 * Moves trials 0 to `numTrials` - 1 at `ber` (at most the spec's trials per rate) to the front of a
 * plan. Each trial still runs once. A rate outside the grid adds these trials. Rate 0 adds none,
 * because the baseline covers it.
 */
export function prioritize(plan: SweepPlan, ber: number, numTrials: number): SweepPlan {
  if (ber === 0) return plan;
  return makePlan(plan.spec, plan.isKnown, { ber, numTrials: Math.min(numTrials, plan.spec.trials) });
}

/** Returns the rates of a spec in the order of one round. */
export function coarseToFine(spec: ExperimentSpec): readonly number[] {
  const bers = gridBers(spec.bers);
  if (spec.bers.kind === 'list') return bisect(bers);
  return [0, 1, 2, 3].flatMap((tier) => bers.filter((ber) => gridTier(ber) === tier));
}

interface First {
  readonly ber: number;
  readonly numTrials: number;
}

function makePlan(spec: ExperimentSpec, isKnown: IsKnown, first: First | null): SweepPlan {
  const bers = coarseToFine(spec);
  function* whole(): Iterable<Trial> {
    const isFirst = (ber: number, trial: number) => first?.ber === ber && trial < first.numTrials;
    if (first !== null) for (let trial = 0; trial < first.numTrials; trial++) yield { ber: first.ber, trial };
    for (let trial = 0; trial < spec.trials; trial++) {
      for (const ber of bers) if (!isFirst(ber, trial)) yield { ber, trial };
    }
  }
  let total = 0;
  let known = 0;
  for (const { ber, trial } of whole()) {
    if (isKnown(ber, trial)) known++;
    else total++;
  }
  const trials: Iterable<Trial> = {
    *[Symbol.iterator]() {
      for (const planned of whole()) if (!isKnown(planned.ber, planned.trial)) yield planned;
    },
  };
  return { spec, isKnown, total, known, trials };
}

/**
 * Returns 0 for a power of ten, 1 for a half decade, 2 for a quarter and 3 for an eighth, from the
 * literal of the mantissa.
 */
function gridTier(ber: number): number {
  const mantissa = ber.toExponential().split('e')[0];
  if (mantissa === '1') return 0;
  if (mantissa === '3.16') return 1;
  return mantissa === '1.78' || mantissa === '5.62' ? 2 : 3;
}

/**
 * Orders a list by bisection: both ends, the middle, then the middles of the halves, level by
 * level.
 */
function bisect(sorted: readonly number[]): readonly number[] {
  const order = new Set<number>([sorted[0]!, sorted.at(-1)!]);
  let gaps: (readonly [number, number])[] = [[0, sorted.length - 1]];
  while (gaps.length > 0) {
    const next: (readonly [number, number])[] = [];
    for (const [low, high] of gaps) {
      if (high - low < 2) continue;
      const middle = (low + high) >> 1;
      order.add(sorted[middle]!);
      next.push([low, middle], [middle, high]);
    }
    gaps = next;
  }
  return [...order];
}
