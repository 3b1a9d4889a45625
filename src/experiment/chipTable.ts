import { formatBer, parseBer } from '../core/ber';
import { AssetError } from '../core/errors';
import { type CsvLine, readCsvLines } from './csvLines';

/** What a chip did at one supply voltage. */
export interface ChipRow {
  /** Supply voltage in volts, (0, 10]. */
  readonly vdd: number;
  /** Measured bit error rate, 0 or [1e-12, 0.5]. */
  readonly ber: number;
  /** Measured classification error, share of images in [0, 1]. */
  readonly error: number;
}

/** A measured chip (Ares, Sec. 3.3 and Fig. 2): its rows ascending by rate, each rate once. */
export interface ChipTable {
  readonly name: string;
  readonly rows: readonly ChipRow[];
  /** What the reader of the file decided, a sentence each: columns left out, the unit taken for the errors. */
  readonly notes: readonly string[];
}

const MAX_ROWS = 1_000;
const MAX_VOLTS = 10;
const MAX_SHOWN_CHARS = 40;
const MAX_SHOWN_COLUMNS = 5;

const COLUMNS = ['vdd', 'ber', 'error'] as const;
type Column = (typeof COLUMNS)[number];
const SPELLINGS = { vdd: 'Vdd', ber: 'BER', error: 'error' } as const satisfies Record<Column, string>;

/** A number to divide the cells by. A unit that is not listed is refused: read as another it would be off unnoticed. */
const DIVISORS: Readonly<Record<Column, Readonly<Record<string, number>>>> = {
  vdd: { '': 1, v: 1, volt: 1, volts: 1, mv: 1_000 },
  ber: { '': 1, '1': 1, share: 1, 'per bit': 1 },
  error: { '%': 100, percent: 100, '1': 1, share: 1 },
};

/** A required column: where it stands and what its header says. */
interface Heading {
  readonly index: number;
  /** The header as written, for messages. */
  readonly title: string;
  /** Lower case, empty where the header names none. */
  readonly unit: string;
}

/** A row as it was written, its error still in the file's unit. */
interface ReadRow extends ChipRow {
  readonly line: number;
}

/**
 * Reads a measurement of a chip from CSV: columns `Vdd`, `BER` and `error` in any order and case, each with an optional unit
 * as in `Vdd (mV)` or `error [%]`, separated by tabs, semicolons or commas (the first of these that the header has). Other
 * columns are left out and noted, blank lines skipped, cells may be quoted, a byte order mark and any line end are fine.
 *
 * Errors are percentages where the header says `%` and shares where it says `share`. Where it says neither they are shares
 * if none is above 1, else percentages, and a note says which: a chip that is never wrong in more than 1 % of the images
 * needs the `%`. Rates are shares of bits; voltages are volts unless the header says `mV`.
 *
 * Throws AssetError, naming row and column, for a missing or repeated column, an unknown unit, a cell that is no number or
 * out of range, cells beyond the header, rows not sorted by rate in one direction, a repeated rate, and 0 or over 1,000 rows.
 */
export function parseChipTable(text: string, name: string): ChipTable {
  const [header, ...lines] = readCsvLines(text);
  if (header === undefined) {
    throw new AssetError(name, 'The file is empty: expected columns Vdd, BER and error');
  }
  const headings = readHeader(header, name);
  if (lines.length === 0)
    throw new AssetError(name, 'The file has a header and no rows: expected at least 1');
  if (lines.length > MAX_ROWS) {
    throw new AssetError(name, `The file has ${lines.length} rows: expected at most ${MAX_ROWS}`);
  }
  const rows = lines.map((line) => readRow(line, header.cells.length, headings, name));
  const unit = errorUnit(headings.error, rows);
  for (const row of rows) checkError(row, unit.divisor, headings.error, name);
  checkOrder(rows, headings.ber, name);
  return {
    name,
    rows: rows
      .map(({ vdd, ber, error }) => ({ vdd, ber, error: error / unit.divisor }))
      .sort((a, b) => a.ber - b.ber),
    notes: [...ignoredColumns(header, headings), ...unit.notes],
  };
}

function readHeader(header: CsvLine, name: string): Readonly<Record<Column, Heading>> {
  const find = (column: Column): Heading => {
    const found = header.cells.flatMap((title, index) => {
      const match = /^(\w+)\s*(?:\(([^()]*)\)|\[([^[\]]*)\]|(%))?$/.exec(title);
      if (match?.[1]?.toLowerCase() !== column) return [];
      return [{ index, title, unit: (match[2] ?? match[3] ?? match[4] ?? '').trim().toLowerCase() }];
    });
    const [heading, second] = found;
    if (heading === undefined) {
      const titles = listed(header.cells.filter((title) => title !== ''));
      throw new AssetError(
        name,
        `Column ${SPELLINGS[column]} is missing in row ${header.number}, which holds ${titles}: expected columns Vdd, BER and error`,
      );
    }
    if (second !== undefined) {
      throw new AssetError(
        name,
        `Columns ${heading.index + 1} and ${second.index + 1} are both ${SPELLINGS[column]}: expected one`,
      );
    }
    const isOpen = column === 'error' && heading.unit === '';
    if (!isOpen && !Object.hasOwn(DIVISORS[column], heading.unit)) {
      const units = Object.keys(DIVISORS[column]).filter((unit) => unit !== '');
      throw new AssetError(
        name,
        `Column ${quoted(heading.title)} has unit ${quoted(heading.unit)}: expected none or one of ${units.join(', ')}`,
      );
    }
    return heading;
  };
  return { vdd: find('vdd'), ber: find('ber'), error: find('error') };
}

function readRow(
  line: CsvLine,
  numColumns: number,
  headings: Readonly<Record<Column, Heading>>,
  name: string,
): ReadRow {
  // A decimal comma in a comma separated file would move every later cell by one.
  if (line.cells.slice(numColumns).some((cell) => cell !== '')) {
    throw new AssetError(
      name,
      `Row ${line.number} has ${line.cells.length} cells: expected ${numColumns} as in the header, with decimal points`,
    );
  }
  return {
    line: line.number,
    vdd: readVolts(line, headings.vdd, name),
    ber: readBer(line, headings.ber, name),
    error: readNumber(line, headings.error, name),
  };
}

function readNumber(line: CsvLine, heading: Heading, name: string): number {
  const text = line.cells[heading.index] ?? '';
  if (/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i.test(text)) {
    const value = Number(text);
    if (Number.isFinite(value)) return value;
  }
  throw cellError(line.number, heading, text, 'a number with a decimal point and no unit', name);
}

function readVolts(line: CsvLine, heading: Heading, name: string): number {
  const volts = readNumber(line, heading, name) / DIVISORS.vdd[heading.unit]!;
  if (volts > 0 && volts <= MAX_VOLTS) return volts;
  const wanted = `above 0 to ${MAX_VOLTS} V, or millivolts below a header Vdd (mV)`;
  throw cellError(line.number, heading, line.cells[heading.index]!, wanted, name);
}

function readBer(line: CsvLine, heading: Heading, name: string): number {
  const text = line.cells[heading.index] ?? '';
  try {
    return parseBer(text);
  } catch (cause) {
    const wanted = 'a share of bits, 0 or 1e-12 to 0.5, such as 3.16e-4';
    throw cellError(line.number, heading, text, wanted, name, cause);
  }
}

function checkError(row: ReadRow, divisor: number, heading: Heading, name: string): void {
  if (row.error >= 0 && row.error <= divisor) return;
  const wanted = divisor === 100 ? '0 to 100 %' : '0 to 1, a share of images';
  throw cellError(row.line, heading, String(row.error), wanted, name);
}

function errorUnit(heading: Heading, rows: readonly ReadRow[]) {
  const divisor = DIVISORS.error[heading.unit];
  if (divisor !== undefined) return { divisor, notes: [] };
  const highest = rows.reduce((high, { error }) => Math.max(high, error), 0);
  const note = `The header names no unit for the error and the highest is ${highest}`;
  return highest <= 1
    ? { divisor: 1, notes: [`${note}: read as shares of images`] }
    : { divisor: 100, notes: [`${note}: read as percentages`] };
}

function checkOrder(rows: readonly ReadRow[], heading: Heading, name: string): void {
  const isRising = rows.length < 2 || rows[1]!.ber > rows[0]!.ber;
  for (const [index, row] of rows.slice(1).entries()) {
    const before = rows[index]!;
    if (row.ber === before.ber) {
      const wanted = `a rate other than that of row ${before.line}`;
      throw cellError(row.line, heading, formatBer(row.ber), wanted, name);
    }
    if (row.ber > before.ber !== isRising) {
      const wanted = `${isRising ? 'above' : 'below'} ${formatBer(before.ber)} of row ${before.line}, as the first rows ${isRising ? 'rise' : 'fall'}: sort the rows by rate`;
      throw cellError(row.line, heading, formatBer(row.ber), wanted, name);
    }
  }
}

function ignoredColumns(header: CsvLine, headings: Readonly<Record<Column, Heading>>): readonly string[] {
  const used = new Set(COLUMNS.map((column) => headings[column].index));
  const ignored = header.cells.filter((title, index) => title !== '' && !used.has(index));
  return ignored.length === 0
    ? []
    : [`${ignored.length === 1 ? 'Column' : 'Columns'} ${listed(ignored)} left out`];
}

function cellError(
  line: number,
  heading: Heading,
  found: string,
  wanted: string,
  name: string,
  cause?: unknown,
): AssetError {
  const value = found === '' ? 'empty' : quoted(found);
  return new AssetError(
    name,
    `Row ${line}, column ${quoted(heading.title)} is ${value}: expected ${wanted}`,
    {
      cause,
    },
  );
}

function listed(titles: readonly string[]): string {
  const shown = titles.slice(0, MAX_SHOWN_COLUMNS).map(quoted).join(', ');
  const left = titles.length - MAX_SHOWN_COLUMNS;
  return left > 0 ? `${shown} and ${left} more` : shown;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS - 1)}…` : text);
}
