import { gridBers } from '../sweep/berGrid';
import type { ExperimentSpec } from './experimentSpec';
import { SETTING_NAMES, SETTINGS, type SettingName } from './settingsTable';

/** The JSON value of a setting: its text, such as `Q2.6` or `1e-6:1e-1:4`, unless JSON has its type. */
type Readable<T> = T extends string | number | readonly string[] ? T : string;

/** A spec as every file of results has it, with the rates of its grid. */
export type ReadableSpec = { readonly [K in SettingName]: Readable<ExperimentSpec[K]> } & {
  readonly rates: readonly number[];
};

/** Writes a spec as people write it. */
export function readableSpec(spec: ExperimentSpec): ReadableSpec {
  const fields = SETTING_NAMES.map((name) => [name, readable(name, spec[name])]);
  return { ...Object.fromEntries(fields), rates: gridBers(spec.bers) };
}

function readable<K extends SettingName>(name: K, value: ExperimentSpec[K]) {
  const { json, format } = SETTINGS[name];
  return json === 'text' ? format(value) : value;
}
