import type { ExperimentSpec } from '../experiment/settings/experimentSpec';
import type { OwnNetwork } from './state';

/** Returns an experiment on samples of the reader, of which it counts at most all. */
export function withSamples(
  spec: ExperimentSpec,
  { data, preprocessing, numSamples }: NonNullable<OwnNetwork['samples']>,
): ExperimentSpec {
  return { ...spec, data, preprocessing, numSamples: Math.min(spec.numSamples, numSamples) };
}
