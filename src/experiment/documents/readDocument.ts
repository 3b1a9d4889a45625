import * as z from 'zod/mini';
import { AssetError, SpecError } from '../../core/errors';
import { fieldError, parseJson } from '../../core/files/jsonFile';
import { t } from '../../core/language/t';
import { isBer, MAX_BER, MIN_BER } from '../../core/pattern/ber';
import { isCount } from '../../core/samples/measure';
import { DEFAULT_SPEC, type ExperimentSpec } from '../settings/experimentSpec';
import { jsonKey } from '../settings/readableSpec';
import { parseSetting, replaceFields, SETTING_NAMES, SETTINGS } from '../settings/settingsTable';
import type { Measurement } from '../sweep/results';
import { rememberRecord } from './networkRecord';

/** Fields that make a measurement. Points and ticks are computed again. */
function documentForm() {
  // Each message is the value wanted; `fieldError` adds the place and the value found.
  const object = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.object(shape, t`an object`);
  const text = z.string(t`text`);
  const number = z.number(t`a number`);
  const count = wholeNumber(t`a whole number from ${0}`, Number.MAX_SAFE_INTEGER);
  const trial = wholeNumber(t`a whole number from ${0} to ${2 ** 32 - 1}`, 2 ** 32 - 1);
  const rate = t`0 or ${MIN_BER} to ${MAX_BER}`;
  /** Absent from files older than the count of overflows. */
  const due = z.optional(count);
  /** Error of a deviation, beside its counts. */
  const value = z.optional(z.number(t`a number`).check(z.nonnegative(t`a number from 0`)));
  const counts = object({ wrong: count, total: count, due, error: value });
  /** The JSON values of the settings, by `Setting.json`. */
  const values = { text, number, names: z.array(text, t`a list of names`) };
  return object({
    spec: object({
      ...Object.fromEntries(SETTING_NAMES.map((name) => [jsonKey(name), values[SETTINGS[name].json]])),
      // Receipts from before the single form hold null for all positions, or a list of them.
      planes: z.union([text, z.null(), z.array(number)], t`all, or bit positions such as 0,1`),
      // Absent from files older than the setting.
      reluWords: z.optional(text),
      /** Absent for networks of the catalogue. */
      preprocessing: z.optional(text),
      /** Absent for top-1 error. */
      measure: z.optional(text),
    }),
    baseline: object({
      float: counts,
      quantised: counts,
      /** Absent unless the float network gives all images one answer. */
      hasOneAnswer: z.optional(z.literal(true, t`true, or no such field`)),
    }),
    trials: z.array(
      object({
        ber: z.number(rate).check(z.refine(isBer, rate)),
        trial,
        wrong: count,
        total: count,
        due,
        value,
      }),
      t`a list of trials`,
    ),
  });
}
type Parsed = z.infer<ReturnType<typeof documentForm>>;

/**
 * Reads the measurement in the JSON that a sweep or the page's export wrote (`ExportDocument`). The
 * network that it describes becomes known to `findModel`.
 * `name` is the file name for errors. Throws AssetError naming field, value found and value wanted,
 * and no other error.
 */
export function readDocument(json: string, name: string): Measurement {
  return checkDocument(parseJson(json, name, t`the JSON of a sweep`), name);
}

/** Checks the measurement in parsed JSON as `readDocument` does. Throws AssetError alone. */
export function checkDocument(value: unknown, name: string): Measurement {
  rememberNetworkOf(value, name);
  const result = z.safeParse(documentForm(), value);
  if (!result.success) {
    const { path, message: wanted } = result.error.issues[0]!;
    throw fieldError(name, value, { path, wanted }, result.error);
  }
  const { baseline, trials } = result.data;
  const spec = readSpec(result.data.spec, name);
  const refuse = (path: readonly PropertyKey[], wanted: string) => fieldError(name, value, { path, wanted });
  const hasValues = !isCount(spec.measure);
  const check = (counts: Parsed['baseline']['float'], path: readonly PropertyKey[]) => {
    if (counts.total !== spec.numSamples)
      throw refuse([...path, 'total'], t`${spec.numSamples}, the samples of the spec`);
    if (counts.wrong > counts.total) throw refuse([...path, 'wrong'], t`at most ${counts.total}`);
    if ((counts.due ?? 0) > counts.wrong)
      throw refuse([...path, 'due'], t`at most ${counts.wrong}, the wrong samples`);
  };
  if (hasValues) {
    const missing = (path: readonly PropertyKey[]) => refuse(path, t`a number from 0`);
    for (const name of ['float', 'quantised'] as const)
      if (baseline[name].error === undefined) throw missing(['baseline', name, 'error']);
    const without = trials.findIndex(({ value }) => value === undefined);
    if (without >= 0) throw missing(['trials', without, 'value']);
  }
  check(baseline.float, ['baseline', 'float']);
  check(baseline.quantised, ['baseline', 'quantised']);
  const seen = new Set<string>();
  for (const [index, trial] of trials.entries()) {
    check(trial, ['trials', index]);
    const key = `${trial.ber} ${trial.trial}`;
    if (seen.has(key)) throw refuse(['trials', index, 'trial'], t`each trial once at rate ${trial.ber}`);
    seen.add(key);
  }
  const counted = <Counts extends Omit<Parsed['baseline']['float'], 'error'>>({
    due: overflows = 0,
    ...counts
  }: Counts) => ({
    ...counts,
    ...(overflows > 0 && { due: overflows }),
  });
  const faultFree = ({ error, ...counts }: Parsed['baseline']['float']) => ({
    ...counted(counts),
    ...(hasValues && { value: error! }),
    wrongPerClass: [],
    flips: 0,
  });
  return {
    spec,
    baseline: {
      float: faultFree(baseline.float),
      quantized: faultFree(baseline.quantised),
      ...(baseline.hasOneAnswer && { hasOneAnswer: true }),
    },
    results: trials.map(({ value, ...counts }) => ({
      ...counted(counts),
      ...(hasValues && { value: value! }),
    })),
  };
}

function readSpec(fields: Parsed['spec'], name: string): ExperimentSpec {
  const values: Readonly<Record<string, unknown>> = {
    ...{ reluWords: 'signed', preprocessing: '', measure: 'top1' },
    ...fields,
  };
  try {
    return replaceFields(DEFAULT_SPEC, (setting, before) => {
      const value = values[jsonKey(setting)];
      if (typeof value === 'string') return parseSetting(setting, value, before);
      // A number or a list, as `documentForm` demands; its words are unchecked so far.
      return SETTINGS[setting].check(value as ExperimentSpec[typeof setting], before);
    });
  } catch (cause) {
    if (!(cause instanceof SpecError)) throw cause;
    const key = jsonKey(cause.field);
    throw new AssetError(name, t`Field "spec.${key}" cannot be used. ${cause.message}`, { cause });
  }
}

/** Makes the network that a document describes known, so that its settings can be read. */
function rememberNetworkOf(value: unknown, name: string): void {
  if (typeof value !== 'object' || value === null || !('network' in value)) return;
  rememberRecord(value.network, t`${name}, field ${'network'}`);
}

function wholeNumber(wanted: string, max: number) {
  return z.int(wanted).check(z.refine((value) => value >= 0 && value <= max, wanted));
}
