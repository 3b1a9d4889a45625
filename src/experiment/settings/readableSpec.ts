import { checkModel } from '../../core/network/catalog';
import { gridBers } from '../sweep/berGrid';
import type { ExperimentSpec } from './experimentSpec';
import { SETTINGS, type SettingName, settingsOf } from './settingsTable';

/**
 * JSON value of a setting: its text, such as `Q2.6` or `1e-6:1e-1:4`, unless it is a number or a
 * list of names.
 */
type Readable<T> = T extends string | number | readonly string[] ? T : string;

/** JSON keys that differ from setting names. Saved files contain them, so they must not change. */
const JSON_KEYS = { bitPositions: 'planes', numSamples: 'images', rateCoupling: 'protocol' } as const;

type JsonKey<K extends SettingName> = K extends keyof typeof JSON_KEYS ? (typeof JSON_KEYS)[K] : K;

/**
 * JSON form of a spec in files of results, with the BERs of its grid. Preprocessing is left out for
 * networks of the catalogue, and so is top-1 error as a measure.
 */
export type ReadableSpec = {
  readonly [K in Exclude<SettingName, 'preprocessing' | 'measure'> as JsonKey<K>]: Readable<
    ExperimentSpec[K]
  >;
} & {
  readonly preprocessing?: string;
  readonly measure?: string;
  readonly rates: readonly number[];
};

/** Returns the key of a setting in JSON and CSV files. */
export function jsonKey(name: string): string {
  const keys: Readonly<Record<string, string>> = JSON_KEYS;
  return keys[name] ?? name;
}

/** Converts a spec to its JSON form. */
export function readableSpec(spec: ExperimentSpec): ReadableSpec {
  const fields = settingsOf(spec)
    .filter((name) => !isLeftOut(name, spec))
    .map((name) => [jsonKey(name), readable(name, spec[name])]);
  return { ...Object.fromEntries(fields), rates: gridBers(spec.bers) };
}

/** True for a value that files written before the setting lack. */
function isLeftOut(name: SettingName, { model, measure }: ExperimentSpec): boolean {
  return name === 'measure' && measure === 'top1' && checkModel(model).dataKind !== 'own';
}

function readable<K extends SettingName>(name: K, value: ExperimentSpec[K]) {
  const { json, format } = SETTINGS[name];
  return json === 'text' ? format(value) : value;
}
