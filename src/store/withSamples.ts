import { checkModel } from '../core/network/catalog';
import { measureFor } from '../core/samples/measure';
import { DEFAULT_SPEC, type ExperimentSpec } from '../experiment/settings/experimentSpec';
import type { OwnNetwork } from './state';

/**
 * Returns an experiment on samples of the reader, of which it counts at most all. `before` are
 * those that the network ran on: where they had no labels and these have, changed answers are no
 * longer counted in place of the errors.
 */
export function withSamples(
  spec: ExperimentSpec,
  { data, preprocessing, numSamples, isLabelled }: NonNullable<OwnNetwork['samples']>,
  before: OwnNetwork['samples'] = null,
): ExperimentSpec {
  const wereUnlabelled = before?.isLabelled === false && isLabelled;
  const measure =
    wereUnlabelled && spec.measure === 'changed'
      ? measureFor(DEFAULT_SPEC.measure, checkModel(spec.model), true)
      : spec.measure;
  return { ...spec, data, preprocessing, measure, numSamples: Math.min(spec.numSamples, numSamples) };
}
