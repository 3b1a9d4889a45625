import * as z from 'zod/mini';
import { fieldError } from '../../../core/files/jsonFile';
import type { PaperResult } from '../paperResult';
import type { Slowdown } from '../slowdown';
import { type FindResult, type Outcome, VERDICTS } from './claim';
import { CLAIMS } from './claims';

/** Our result for every claim, by the id of the claim. */
export type Outcomes = Readonly<Record<string, Outcome>>;

/**
 * Judges every claim by the measured results, on one data set per model. Takes seconds, because
 * intervals are bootstrapped.
 */
export function judgeClaims(results: readonly PaperResult[], slowdowns: readonly Slowdown[]): Outcomes {
  const found = new Map(results.map((result) => [`${result.spec.model} ${result.id}`, result]));
  const find: FindResult = (model, id) => found.get(`${model} ${id}`);
  return Object.fromEntries(CLAIMS.map(({ id, judge }) => [id, judge(find, slowdowns)]));
}

/** Returns the name of the file that holds the outcomes in a language of the page. */
export function outcomesFile(language: 'en' | 'de'): string {
  return language === 'en' ? 'outcomes.stored.json' : `outcomes-${language}.stored.json`;
}

const TEXT = 'text';
const text = z.string(TEXT);
const VERDICT = VERDICTS.join(' or ');
const FILE = z.record(
  text,
  z.object(
    { ours: text, settings: text, verdict: z.nullable(z.enum(VERDICTS, VERDICT)), why: text },
    'an object',
  ),
  'an object',
);

/**
 * Checks the outcomes in a parsed JSON file; `name` is the file name for errors. Throws AssetError,
 * for any `value`.
 */
export function checkOutcomes(value: unknown, name: string): Outcomes {
  const result = z.safeParse(FILE, value);
  if (result.success) return result.data;
  const { path, message: wanted } = result.error.issues[0]!;
  throw fieldError(name, value, { path, wanted }, result.error);
}
