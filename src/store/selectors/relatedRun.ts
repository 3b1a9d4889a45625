import type { ShownRun } from '../../experiment/documents/storedRun';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { keyOf } from './measured';

/**
 * Returns the recorded run of the same network with the same faulty bits that differs from `spec`
 * in images, seed or coupling of rates only; null if there is none. Its counts are not those of
 * `spec`, but its curve shows what to expect.
 */
export function relatedRunOf(runs: readonly ShownRun[], spec: ExperimentSpec): ShownRun | null {
  const { numSamples, seed, rateCoupling } = spec;
  const isRelated = ({ spec: stored }: ShownRun) =>
    stored.model === spec.model && keyOf({ ...stored, numSamples, seed, rateCoupling }) === keyOf(spec);
  return runs.find(isRelated) ?? null;
}
