import { expectedFlipsOf } from '../../experiment/curve/curve';
import { addTrials, type ErrorTally, summarizeTally } from '../../experiment/curve/statistics';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { type CurvePoint, countPlanned, type ScoredTrial } from '../../experiment/sweep/results';
import { memoizeGrowing } from './memoizeGrowing';

/**
 * Returns a memoised function for the statistics of a growing list of trials, in ascending order of
 * BER. Recomputes only BERs with new trials.
 */
export function memoizeCurve(): (
  results: readonly ScoredTrial[],
  spec: ExperimentSpec,
) => readonly CurvePoint[] {
  const measure = memoizeGrowing(
    (_spec: ExperimentSpec) => ({
      tallies: new Map<number, ErrorTally>(),
      curve: [] as readonly CurvePoint[],
    }),
    ({ tallies, curve }, fresh: readonly ScoredTrial[], spec) => {
      addTrials(tallies, fresh);
      const points = new Map(curve.map((point) => [point.ber, point]));
      for (const ber of new Set(fresh.map((trial) => trial.ber))) {
        const expectedFlips = points.get(ber)?.expectedFlips ?? expectedFlipsOf(spec, ber);
        points.set(ber, summarizeTally(ber, tallies.get(ber)!, expectedFlips));
      }
      return { tallies, curve: [...points.values()].sort((a, b) => a.ber - b.ber) };
    },
  );
  return (results, spec) => measure(results, spec).curve;
}

/** Returns a memoised version of `completeTrials` for a growing list of trials. */
export function memoizeCompleteTrials(): (results: readonly ScoredTrial[], spec: ExperimentSpec) => number {
  const count = memoizeGrowing(
    (spec: ExperimentSpec) => countPlanned(spec, []),
    (counts, fresh: readonly ScoredTrial[], spec) => countPlanned(spec, fresh, counts),
  );
  return (results, spec) => Math.min(...count(results, spec).values());
}
