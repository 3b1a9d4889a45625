import * as z from 'zod/mini';
import { AssetError } from '../../core/errors';
import { fieldError, parseJson } from '../../core/files/jsonFile';
import { MAX_LINK_CHARS } from '../link/link';
import { PROGRAM } from './program';

/** Id of the `<metadata>` in an exported SVG, and keyword of the text in an exported PNG. */
export const FIGURE_KEY = 'ares-explorer';

const VERSION = 1;
const LINK = `a link of at most ${MAX_LINK_CHARS} characters`;

const RECORD = z.object(
  {
    version: z.int('a whole number from 1').check(z.gte(1, 'a whole number from 1')),
    figure: z.string('text'),
    link: z.string(LINK).check(z.maxLength(MAX_LINK_CHARS, LINK)),
    program: z.string('text'),
    date: z.string('text'),
    environment: z.optional(z.string('text')),
  },
  'an object',
);

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
  const value = parseJson(json, name, 'the record of an exported figure');
  const result = z.safeParse(RECORD, value);
  if (!result.success) {
    const { path, message: wanted } = result.error.issues[0]!;
    throw fieldError(name, value, { path, wanted }, result.error);
  }
  const { version, ...record } = result.data;
  if (version > VERSION) {
    throw new AssetError(
      name,
      `The figure was written by a newer program (${record.program}) in version ${version}: expected at most version ${VERSION}`,
    );
  }
  return record;
}
