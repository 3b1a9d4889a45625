import * as z from 'zod/mini';
import { AssetError } from '../../core/errors';
import { fieldError, parseJson } from '../../core/files/jsonFile';
import { readStoredRun, type StoredRun, type StoredRunFile, writeStoredRun } from '../documents/storedRun';
import { parseLink } from '../link/link';
import { completeTrials, groupByBer, plannedResults } from '../sweep/results';
import { countOf } from '../text/numberWords';
import { UNRESOLVED } from '../ticks/tick';
import { type Tolerance, tolerance } from '../ticks/tolerance';

/**
 * Trials measured so far of one experiment of the paper's figures, with all that is needed to
 * measure them again.
 */
export interface PaperResult extends StoredRun {
  /** Id of the experiment within its model. */
  readonly id: string;
  /**
   * Engine version and digests of weights and data (`LoadedAssets.fingerprint`). The result is
   * valid for these only.
   */
  readonly fingerprint: string;
}

/** Result in its file form: counts only. */
interface PaperResultFile extends StoredRunFile {
  readonly id: string;
  readonly fingerprint: string;
}

// Each message is the value wanted; `fieldError` adds the place and the value found.
const WHOLE = 'a whole number from 0';
const count = z.int(WHOLE).check(z.nonnegative(WHOLE));
const NUMBER = 'a number';
const number = z.number(NUMBER);
const text = z.string('text');
const flag = z.boolean('true or false');
const object = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.object(shape, 'an object');
const LIST = 'a list';
const BOUNDS = ['exact', 'atMost', 'atLeast'] as const;
const bounded = object({ value: number, bound: z.enum(BOUNDS, BOUNDS.join(' or ')) });
const interval = z.nullable(object({ low: z.nullable(number), high: z.nullable(number) }));
const unresolved = z.optional(z.enum(UNRESOLVED, UNRESOLVED.join(' or ')));
const LOSS = '0, 1, 5 or 10';
const loss = z.union([z.literal(0), z.literal(1), z.literal(5), z.literal(10)], LOSS);
const RATE = 'a rate above 0, at most 0.5';
const ber = number.check(z.gt(0, RATE), z.lte(0.5, RATE));
const FILE = object({
  id: text,
  link: text,
  environment: text,
  fingerprint: text,
  baseline: object({ float: count, quantised: count }),
  images: count,
  rates: z.array(object({ ber, wrong: z.array(count, LIST), due: z.optional(z.array(count, LIST)) }), LIST),
  tolerance: object({
    ticks: z.array(
      object({ loss, thresholdPoints: number, ber: bounded, changedTrials: count, interval, unresolved }),
      LIST,
    ),
    noIncrease: object({ ber: z.nullable(number), everyRate: flag, trials: count, images: count }),
  }),
});

/**
 * Reads the result in the JSON of `writePaperResult`; `name` is the file name for errors. Throws
 * AssetError and no other error.
 */
export function readPaperResult(json: string, name: string): PaperResult {
  return checkPaperResult(parseJson(json, name, 'a result of the paper’s figures'), name);
}

/**
 * Checks the result in a parsed JSON file. Throws AssetError naming field, value found and value
 * wanted, for any `value`.
 */
export function checkPaperResult(value: unknown, name: string): PaperResult {
  const result = z.safeParse(FILE, value);
  if (!result.success) {
    const { path, message: wanted } = result.error.issues[0]!;
    throw fieldError(name, value, { path, wanted }, result.error);
  }
  const file = result.data as PaperResultFile;
  const refused = (problem: string) => new AssetError(name, problem);
  const { kind, problems, spec } = parseLink(file.link);
  if (kind !== 'experiment' || problems.length > 0)
    throw refused(
      `Field "link" is no link of this version: ${problems[0]?.reason ?? 'it names no experiment'}`,
    );
  if (spec.numSamples !== file.images)
    throw refused(`Field "images" is ${file.images}: expected ${spec.numSamples}, as the link says`);
  const counts = [file.baseline.float, file.baseline.quantised, ...file.rates.flatMap(({ wrong }) => wrong)];
  const excess = counts.find((wrong) => wrong > file.images);
  if (excess !== undefined)
    throw refused(`A count of wrong images is ${excess}: expected at most ${file.images}`);
  for (const { ber: rate, wrong, due = wrong.map(() => 0) } of file.rates) {
    if (due.length !== wrong.length)
      throw refused(
        `Field "due" at rate ${rate} lists ${countOf(due.length, 'count')}: expected ${wrong.length}`,
      );
    const trial = due.findIndex((overflows, index) => overflows > wrong[index]!);
    if (trial >= 0)
      throw refused(
        `Field "due" at rate ${rate} is ${due[trial]} for trial ${trial}: expected at most its ${countOf(wrong[trial]!, 'wrong image')}`,
      );
  }
  return { ...readStoredRun(file), id: file.id, fingerprint: file.fingerprint };
}

/** Writes the result as one line of JSON, with its `storableTrials`. */
export function writePaperResult(result: Omit<PaperResult, 'tolerance'>, link: string): string {
  const results = storableTrials(result);
  const measured: Tolerance | null = tolerance({ ...result, results });
  if (measured === null) throw new RangeError(`Cannot store ${result.id}: expected at least one trial`);
  const { id, fingerprint } = result;
  const file = writeStoredRun({ ...result, results, tolerance: measured }, link);
  const whole: PaperResultFile = { id, fingerprint, ...file };
  return `${JSON.stringify(whole)}\n`;
}

/**
 * Returns the trials of the plan, at each rate those before the first missing one. Faster workers
 * may have finished later ones.
 */
export function storableTrials({
  spec,
  results,
}: Pick<PaperResult, 'spec' | 'results'>): StoredRun['results'] {
  return [...groupByBer(plannedResults(spec, results)).values()].flatMap((group) => {
    const sorted = [...group].sort((a, b) => a.trial - b.trial);
    const gap = sorted.findIndex(({ trial }, index) => trial !== index);
    return gap < 0 ? sorted : sorted.slice(0, gap);
  });
}

/**
 * Returns the result as a recorded run with the number of trials that every rate has; null while a
 * rate has none.
 */
export function runOfResult(result: PaperResult): StoredRun | null {
  const trials = completeTrials(result);
  return trials === 0 ? null : { ...result, spec: { ...result.spec, trials } };
}
