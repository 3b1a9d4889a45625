import { DEFAULT_SPEC, type ExperimentSpec } from '../settings/experimentSpec';
import { gridBers } from '../sweep/berGrid';
import { baselineOf, countOf } from '../sweep/measurement.fake';
import type { CompleteMeasurement, TrialResult } from '../sweep/results';
import type { RunOrigin } from './fingerprint';

export const ORIGIN: RunOrigin = { engine: '1', weights: 'aa', data: 'bb', masks: [1, 2, 2 ** 32 - 1] };

/** Complete run with counts and flips that grow with the rate and differ from trial to trial. */
export function completeRun(change: Partial<ExperimentSpec> = {}): CompleteMeasurement {
  const spec = { ...DEFAULT_SPEC, ...change };
  const results = gridBers(spec.bers).flatMap((ber, place) =>
    Array.from({ length: spec.trials }, (_, trial): TrialResult => {
      const wrong = Math.min(spec.numSamples, 20 + 40 * place + (trial % 7));
      return { ber, trial, ...countOf(wrong, spec.numSamples, 3 * place + trial) };
    }),
  );
  return { spec, baseline: baselineOf(17, 19, spec.numSamples), results };
}

/** Copy of a run in which some trials have other fields. The trials are counted from 0. */
export function withTrials(
  run: CompleteMeasurement,
  changes: Readonly<Record<number, (trial: TrialResult) => Partial<TrialResult>>>,
): CompleteMeasurement {
  const results = run.results.map((trial, place) => ({ ...trial, ...changes[place]?.(trial) }));
  return { ...run, results };
}
