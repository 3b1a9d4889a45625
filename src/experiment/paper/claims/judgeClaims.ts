import * as z from 'zod/mini';
import { fieldError } from '../../../core/files/jsonFile';
import type { PaperResult } from '../paperResult';
import type { Slowdown } from '../slowdown';
import { type FindResult, type Outcome, VERDICTS } from './claim';
import { CLAIMS } from './claims';

/** Our side of every claim, by the claim's id. */
export type Outcomes = Readonly<Record<string, Outcome>>;

/** Judges every claim by what was measured, on one set of data for each model. Takes seconds: intervals are bootstrapped. */
export function judgeClaims(results: readonly PaperResult[], slowdowns: readonly Slowdown[]): Outcomes {
  const found = new Map(results.map((result) => [`${result.spec.model} ${result.id}`, result]));
  const find: FindResult = (model, id) => found.get(`${model} ${id}`);
  return Object.fromEntries(CLAIMS.map(({ id, judge }) => [id, judge(find, slowdowns)]));
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

/** The outcomes that a parsed JSON file holds; `name` is the file that errors speak of. Throws AssetError, whatever `value` is. */
export function checkOutcomes(value: unknown, name: string): Outcomes {
  const result = z.safeParse(FILE, value);
  if (result.success) return result.data;
  const { path, message: wanted } = result.error.issues[0]!;
  throw fieldError(name, value, { path, wanted }, result.error);
}
