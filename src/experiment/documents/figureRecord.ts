import * as z from 'zod/mini';
import { AssetError } from '../../core/errors';
import { fieldError, parseJson } from '../../core/files/jsonFile';
import { t } from '../../core/language/t';
import { MAX_LINK_CHARS } from '../link/link';
import { PROGRAM } from './program';

/** Id of the `<metadata>` in an exported SVG, and keyword of the text in an exported PNG. */
export const FIGURE_KEY = 'ares-explorer';

const VERSION = 1;
/** The form of a record. Its messages are in the language of the page. */
function recordForm() {
  const link = t`a link of at most ${MAX_LINK_CHARS} characters`;
  const version = t`a whole number from ${1}`;
  const text = z.string(t`text`);
  return z.object(
    {
      version: z.int(version).check(z.gte(1, version)),
      figure: text,
      link: z.string(link).check(z.maxLength(MAX_LINK_CHARS, link)),
      program: text,
      date: text,
      environment: z.optional(text),
    },
    t`an object`,
  );
}

/** Origin of an exported picture, stored inside its file. */
export interface FigureRecord {
  /** Title of the figure. */
  readonly figure: string;
  /** Address of the experiment and the view. */
  readonly link: string;
  /** Name and version of the program that drew it. */
  readonly program: string;
  /** Time of the export, ISO 8601. */
  readonly date: string;
  /** Device that ran the trials; left out if none ran. */
  readonly environment?: string | undefined;
}

/** Makes the record of a figure that is exported at `date`. */
export function figureRecord(
  figure: string,
  link: string,
  date: Date,
  environment: string | undefined,
): FigureRecord {
  return { figure, link, program: PROGRAM, date: date.toISOString(), environment };
}

/** Writes a record as JSON. */
export function formatFigureRecord(record: FigureRecord): string {
  return JSON.stringify({ version: VERSION, ...record });
}

/**
 * Reads the JSON of a record. `name` is the file name for errors. Throws AssetError for text that
 * is no record or that a later version wrote.
 */
export function readFigureRecord(json: string, name: string): FigureRecord {
  const value = parseJson(json, name, t`the record of an exported figure`);
  const result = z.safeParse(recordForm(), value);
  if (!result.success) {
    const { path, message: wanted } = result.error.issues[0]!;
    throw fieldError(name, value, { path, wanted }, result.error);
  }
  const { version, ...record } = result.data;
  if (version > VERSION) {
    throw new AssetError(
      name,
      t`The figure was written by a newer program (${record.program}) in version ${version}: expected at most version ${VERSION}`,
    );
  }
  return record;
}
