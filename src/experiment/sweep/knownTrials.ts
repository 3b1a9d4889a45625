import type { ExperimentSpec } from '../settings/experimentSpec';
import { type IsKnown, planSweep } from './plan';
import type { ScoredTrial } from './results';

/** Returns a predicate that is true for the trials among `results`. */
export function knownIn(results: readonly ScoredTrial[]): IsKnown {
  const known = new Map<number, Set<number>>();
  for (const { ber, trial } of results) {
    const trials = known.get(ber);
    if (trials === undefined) known.set(ber, new Set([trial]));
    else trials.add(trial);
  }
  return (ber, trial) => known.get(ber)?.has(trial) ?? false;
}

/**
 * Returns true when every rate of the spec's grid has its first `numTrials` trials, or all that the
 * spec plans.
 */
export function isCovered(spec: ExperimentSpec, results: readonly ScoredTrial[], numTrials: number): boolean {
  const trials = Math.min(numTrials, spec.trials);
  return planSweep({ ...spec, trials }, knownIn(results)).total === 0;
}
