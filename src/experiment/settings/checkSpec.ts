import { DEFAULT_SPEC, type ExperimentSpec } from './experimentSpec';
import { replaceFields, SETTINGS } from './settingsTable';

/**
 * Returns the spec with its layers in network order and its list of BERs ascending, without
 * duplicates. Throws SpecError for the first setting that cannot be used. Does not check
 * `numSamples` against the size of imported files, which is not known here.
 */
export function checkSpec(spec: ExperimentSpec): ExperimentSpec {
  return replaceFields(DEFAULT_SPEC, (name, before) => SETTINGS[name].check(spec[name], before));
}
