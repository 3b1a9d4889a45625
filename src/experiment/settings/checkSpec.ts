import { DEFAULT_SPEC, type ExperimentSpec } from './experimentSpec';
import { replaceFields, SETTINGS } from './settingsTable';

/**
 * Returns the spec with its layers in network order and its list of rates ascending, each once.
 * Throws SpecError for the first setting that cannot be used; the size of a set that the reader
 * imports is not known here.
 */
export function checkSpec(spec: ExperimentSpec): ExperimentSpec {
  return replaceFields(DEFAULT_SPEC, (name, before) => SETTINGS[name].check(spec[name], before));
}
