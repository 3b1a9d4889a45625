import type { ExperimentSpec } from '../settings/experimentSpec';
import { type IsKnown, planSweep } from './plan';
import type { ScoredTrial } from './results';

/** Tells the trials that are among `results`. */
export function knownIn(results: readonly ScoredTrial[]): IsKnown {
  const known = new Map<number, Set<number>>();
  for (const { ber, trial } of results) {
    const trials = known.get(ber);
    if (trials === undefined) known.set(ber, new Set([trial]));
    else trials.add(trial);
  }
  return (ber, trial) => known.get(ber)?.has(trial) ?? false;
}

/** True when every rate of the spec's grid has its first `numTrials` trials, or all that it plans. */
export function isCovered(spec: ExperimentSpec, results: readonly ScoredTrial[], numTrials: number): boolean {
  const trials = Math.min(numTrials, spec.trials);
  return planSweep({ ...spec, trials }, knownIn(results)).total === 0;
}
