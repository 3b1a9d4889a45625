import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import { type CsvLine, readCsvLines, SEPARATORS } from '../documents/csvLines';
import { grouped } from '../text/numberWords';

export const COLUMNS = ['vdd', 'ber', 'error'] as const;
type Column = (typeof COLUMNS)[number];
const SPELLINGS = { vdd: 'Vdd', ber: 'BER', error: 'error' } as const satisfies Record<Column, string>;

/**
 * Divisors of the cells by unit. Units that are not listed are refused, because a wrong guess would
 * go unnoticed.
 */
export const DIVISORS: Readonly<Record<Column, Readonly<Record<string, number>>>> = {
  vdd: { '': 1, v: 1, volt: 1, volts: 1, mv: 1_000 },
  ber: { '': 1, '1': 1, '-': 1, share: 1, 'per bit': 1 },
  error: { '%': 100, percent: 100, '1': 1, share: 1 },
};

/** Required column: its index and its header. */
export interface Heading {
  readonly index: number;
  /** The header as written, for messages. */
  readonly title: string;
  /** Lower case. Empty if neither the header nor a row of units below it names one. */
  readonly unit: string;
}
export type Headings = Readonly<Record<Column, Heading>>;

/** Table below the header of a file. */
interface HeadedTable {
  readonly headings: Headings;
  readonly numColumns: number;
  /** Separator of the cells. */
  readonly separator: string;
  readonly lines: readonly CsvLine[];
  /** One sentence for each thing that was left out. */
  readonly notes: readonly string[];
}

/** Number of rows searched for the header: instruments write their settings above it. */
const MOST_ROWS_ABOVE = 200;
const MAX_SHOWN_CHARS = 40;
const MAX_SHOWN_COLUMNS = 5;

/**
 * Finds the header of a chip's table, the first row with columns Vdd, BER and error, and the rows
 * below it. A line `sep=;`, as spreadsheets write it, sets the separator; otherwise it is taken
 * from the header. Units are in the header or in the row below it. Rows above the header, other
 * columns and rows after a `#` are left out and noted.
 *
 * Throws AssetError, naming row and column, for a missing or repeated column and an unknown unit.
 */
export function findTable(text: string, name: string): HeadedTable {
  // Dashes occur in numbers, and d3-dsv throws for a dash as separator.
  const announced = /^\s*"?sep=([^"\-\r\n])"?[ \t]*(?:\r\n|\r|\n|$)/i.exec(text);
  const body = announced === null ? text : text.slice(announced[0].length);
  const numLinesBefore = announced === null ? 0 : announced[0].split(/\r\n|\r|\n/).length - 1;
  const tables = (announced === null ? separatorsOf(body) : [announced[1]!]).map((separator) => ({
    separator,
    lines: readCsvLines(body, separator).map(({ number, cells }) => ({
      number: number + numLinesBefore,
      cells,
    })),
  }));
  const headers = tables.flatMap(({ separator, lines }) =>
    lines
      .slice(0, MOST_ROWS_ABOVE)
      .map((line, index) => ({ separator, lines, index, cells: withoutHash(line.cells) })),
  );
  const most = Math.max(...headers.map(({ cells }) => numColumnsIn(cells)));
  const header = headers.find(({ cells }) => numColumnsIn(cells) === most);
  if (header === undefined) {
    throw new AssetError(name, t`The file is empty: expected columns Vdd, BER and error`);
  }
  const { separator, lines, index, cells } = header;
  const inHeader = readHeader({ number: lines[index]!.number, cells }, name);
  const [first, ...others] = lines.slice(index + 1);
  const hasUnits = first !== undefined && isUnits(first, inHeader);
  const headings = hasUnits ? withUnits(inHeader, first, name) : inHeader;
  checkUnits(headings, name);
  const below = hasUnits ? others : lines.slice(index + 1);
  const rows = below.filter((line) => !isRemark(line, headings));
  return {
    headings,
    // Cells below an empty title do not belong to the table; a decimal comma may have made them.
    numColumns: cells.findLastIndex((title) => title !== '') + 1,
    separator,
    lines: rows,
    notes: [
      ...ignoredColumns(cells, headings),
      ...rowsAbove(index),
      ...rowsAfterHash(below.length - rows.length),
    ],
  };
}

/** Returns all separators, starting with the first that the first line with text contains. */
function separatorsOf(text: string): readonly string[] {
  const first = /[^\r\n]*\S[^\r\n]*/.exec(text)?.[0] ?? '';
  const own = SEPARATORS.find((separator) => first.includes(separator)) ?? ',';
  return [own, ...SEPARATORS.filter((separator) => separator !== own)];
}

/** Removes the `#` that marks a header as a comment. A column may itself be called `#`. */
function withoutHash(cells: readonly string[]): readonly string[] {
  return cells.map((cell, index) => (index === 0 ? cell.replace(/^#+\s*(?=\S)/, '') : cell));
}

/** Returns the required column that a title names, and its unit; null for other titles. */
function readTitle(title: string): { readonly column: Column; readonly unit: string } | null {
  const match = /^(\w+)\s*(?:\(([^()]*)\)|\[([^[\]]*)\]|(%))?$/.exec(title);
  const column = COLUMNS.find((known) => known === match?.[1]?.toLowerCase());
  if (match === null || column === undefined) return null;
  return { column, unit: (match[2] ?? match[3] ?? match[4] ?? '').trim().toLowerCase() };
}

function numColumnsIn(cells: readonly string[]): number {
  return new Set(cells.flatMap((cell) => readTitle(cell)?.column ?? [])).size;
}

function readHeader({ number, cells }: CsvLine, name: string): Headings {
  const find = (column: Column): Heading => {
    const [heading, second] = cells.flatMap((title, index) => {
      const found = readTitle(title);
      return found?.column === column ? [{ index, title, unit: found.unit }] : [];
    });
    if (heading === undefined) {
      const titles = listed(cells.filter((title) => title !== ''));
      throw new AssetError(
        name,
        cells.length === 1
          ? t`Column ${SPELLINGS[column]} is missing in row ${number}, which holds ${titles}: expected columns Vdd, BER and error, with commas, semicolons or tabs between them`
          : t`Column ${SPELLINGS[column]} is missing in row ${number}, which holds ${titles}: expected columns Vdd, BER and error`,
      );
    }
    if (second !== undefined) {
      throw new AssetError(
        name,
        t`Columns ${heading.index + 1} and ${second.index + 1} are both ${SPELLINGS[column]}: expected one`,
      );
    }
    return heading;
  };
  return { vdd: find('vdd'), ber: find('ber'), error: find('error') };
}

function checkUnits(headings: Headings, name: string): void {
  for (const column of COLUMNS) {
    const { title, unit } = headings[column];
    const isOpen = column === 'error' && unit === '';
    if (isOpen || Object.hasOwn(DIVISORS[column], unit)) continue;
    const units = Object.keys(DIVISORS[column]).filter((known) => known !== '' && known !== '-');
    throw new AssetError(
      name,
      t`Column ${quoted(title)} has unit ${quoted(unit)}: expected none or one of ${units.join(', ')}`,
    );
  }
}

/** Returns the unit in a cell of its own, with or without brackets. */
function unitIn({ cells }: CsvLine, { index }: Heading): string {
  return (cells[index] ?? '').replace(/^[([]\s*(.*?)\s*[)\]]$/, '$1').toLowerCase();
}

/**
 * Returns true if the row below the header holds units: letters or % for the voltage or the error,
 * and a number for neither.
 */
function isUnits(line: CsvLine, { vdd, error }: Headings): boolean {
  const units = [unitIn(line, vdd), unitIn(line, error)];
  return units.every((unit) => /^(?:[a-z]+|%|)$/.test(unit)) && units.some((unit) => unit !== '');
}

function withUnits(headings: Headings, line: CsvLine, name: string): Headings {
  const joined = COLUMNS.map((column) => {
    const heading = headings[column];
    const unit = unitIn(line, heading);
    if (unit !== '' && heading.unit !== '' && unit !== heading.unit) {
      throw new AssetError(
        name,
        t`Row ${line.number} gives column ${quoted(heading.title)} the unit ${quoted(unit)}: expected that of the header`,
      );
    }
    return [column, { ...heading, unit: heading.unit === '' ? unit : heading.unit }];
  });
  return Object.fromEntries(joined) as Record<Column, Heading>;
}

/**
 * Returns true for a row that starts with # and is no measurement. Cells of an unread first column
 * may also start with #.
 */
function isRemark({ cells }: CsvLine, headings: Headings): boolean {
  const isNumber = (column: Column) => /^[+-]?[\d.,]/.test(cells[headings[column].index] ?? '');
  return cells[0]!.startsWith('#') && !COLUMNS.every(isNumber);
}

function rowsAbove(count: number): readonly string[] {
  if (count === 0) return [];
  return [
    count === 1 ? t`1 row above the header left out` : t`${grouped(count)} rows above the header left out`,
  ];
}

function rowsAfterHash(count: number): readonly string[] {
  if (count === 0) return [];
  return [count === 1 ? t`1 row after a # left out` : t`${grouped(count)} rows after a # left out`];
}

function ignoredColumns(cells: readonly string[], headings: Headings): readonly string[] {
  const used = new Set(COLUMNS.map((column) => headings[column].index));
  const ignored = cells.filter((title, index) => title !== '' && !used.has(index));
  return ignored.length === 0
    ? []
    : [ignored.length === 1 ? t`Column ${listed(ignored)} left out` : t`Columns ${listed(ignored)} left out`];
}

function listed(titles: readonly string[]): string {
  const shown = titles.slice(0, MAX_SHOWN_COLUMNS).map(quoted).join(', ');
  const left = titles.length - MAX_SHOWN_COLUMNS;
  return left > 0 ? t`${shown} and ${left} more` : shown;
}

/** Quotes a text of the file, at most 40 characters. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS - 1)}…` : text);
}
