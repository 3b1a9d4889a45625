import { AssetError } from '../../core/errors';
import { decodeTextFile } from '../../core/files/textFile';
import { t } from '../../core/language/t';
import { formatBer, parseBer } from '../../core/pattern/ber';
import type { CsvLine } from '../documents/csvLines';
import { COLUMNS, DIVISORS, findTable, type Heading, type Headings, quoted } from './chipHeader';

/** Measurement of a chip at one supply voltage. */
export interface ChipRow {
  /** Supply voltage in volts, (0, 10]. */
  readonly vdd: number;
  /** Measured bit error rate, 0 or [1e-12, 0.5]. */
  readonly ber: number;
  /** Measured classification error, share of images in [0, 1]. */
  readonly error: number;
}

/**
 * Measured chip (Ares, Sec. 3.3 and Fig. 2). Rows ascend by rate; rows of one rate descend by
 * voltage.
 */
export interface ChipTable {
  readonly name: string;
  readonly rows: readonly ChipRow[];
  /**
   * Decisions of the reader, one sentence each: columns left out, the unit assumed for the errors.
   */
  readonly notes: readonly string[];
}

const MAX_ROWS = 1_000;
const MAX_VOLTS = 10;

/** Row as written, with the error in the unit of the file. */
interface ReadRow extends ChipRow {
  readonly line: number;
}

/**
 * Reads a measurement of a chip from the bytes of a CSV file, which `unpackTable` returns.
 *
 * Columns `Vdd`, `BER` and `error` come in any order and case. Each has an optional unit, as in
 * `Vdd (mV)` or `error [%]`, or in a row of units below the header. Tabs, semicolons or commas
 * separate cells. `decodeTextFile` and `findTable` describe the encoding, the header and the parts
 * that are left out. Blank lines are skipped, cells may be quoted, and any line end is accepted. If
 * no number has a decimal point, commas are read as decimal points, with a note.
 *
 * Errors are percentages if the header says `%` and shares if it says `share`. Otherwise they are
 * shares if none exceeds 1, else percentages, and a note says which. A chip whose errors all stay
 * below 1 % therefore needs the `%`. Rates are shares of bits. Voltages are volts unless the header
 * says `mV`. Rows with equal rates are repeats, such as voltages at which no bit failed, and all of
 * them count.
 *
 * Throws AssetError, naming row and column, for a missing or repeated column, an unknown unit, a
 * cell that is no number or out of range, cells beyond the header, rows not sorted by rate in one
 * direction, and 0 or over 1,000 rows.
 */
export function readChipTable(bytes: Uint8Array, name: string): ChipTable {
  return parseChipTable(decodeTextFile(bytes, name), name);
}

/** Reads a measurement of a chip from the text of a CSV file, as `readChipTable`. */
export function parseChipTable(text: string, name: string): ChipTable {
  const { headings, numColumns, separator, lines: found, notes } = findTable(text, name);
  if (found.length === 0)
    throw new AssetError(name, t`The file has a header and no rows: expected at least 1`);
  if (found.length > MAX_ROWS) {
    throw new AssetError(name, t`The file has ${found.length} rows: expected at most ${MAX_ROWS}`);
  }
  const hasCommas = hasDecimalCommas(found, headings);
  const lines = hasCommas ? found.map((line) => withDecimalPoints(line, headings)) : found;
  if (separator === ',' && numColumns > COLUMNS.length) checkCommas(found, numColumns, headings, name);
  const rows = lines.map((line) => readRow(line, numColumns, headings, name));
  const unit = errorUnit(headings.error, rows);
  for (const row of rows) checkError(row, unit.divisor, headings.error, name);
  checkOrder(rows, headings.ber, name);
  return {
    name,
    rows: rows
      .map(({ vdd, ber, error }) => ({ vdd, ber, error: error / unit.divisor }))
      .sort((a, b) => a.ber - b.ber || b.vdd - a.vdd),
    notes: [...notes, ...(hasCommas ? [t`Commas in numbers read as decimal points`] : []), ...unit.notes],
  };
}

const DECIMAL_COMMA = /^[+-]?(\d+,\d*|,\d+)(e[+-]?\d{1,3})?$/i;
const THOUSANDS = /^[+-]?\d{1,3},\d{3}$/;

/**
 * Returns true if commas are decimal points: some number has a comma and none has a point.
 * Millivolts such as 1,100 may be thousands. They are left as they are, and refused as no number.
 * 900,000 mV may not, because that would be 900 V.
 */
function hasDecimalCommas(lines: readonly CsvLine[], headings: Headings): boolean {
  const cellsOf = ({ index }: Heading) => lines.map(({ cells }) => cells[index] ?? '');
  const all = COLUMNS.flatMap((column) => cellsOf(headings[column]));
  const commas = cellsOf(headings.vdd).filter((cell) => DECIMAL_COMMA.test(cell));
  const isVoltage = (cell: string) => Number(cell.replace(',', '')) / DIVISORS.vdd.mv! <= MAX_VOLTS;
  const areThousands =
    headings.vdd.unit === 'mv' && commas.some((cell) => THOUSANDS.test(cell)) && commas.every(isVoltage);
  return (
    all.some((cell) => DECIMAL_COMMA.test(cell)) && !all.some((cell) => cell.includes('.')) && !areThousands
  );
}

function withDecimalPoints({ number, cells }: CsvLine, headings: Headings): CsvLine {
  const indices = COLUMNS.map((column) => headings[column].index);
  const convert = (cell: string, index: number) =>
    indices.includes(index) && DECIMAL_COMMA.test(cell) ? cell.replace(',', '.') : cell;
  return { number, cells: cells.map(convert) };
}

function readRow(line: CsvLine, numColumns: number, headings: Headings, name: string): ReadRow {
  // A decimal comma in a comma separated file would shift every later cell by one.
  if (line.cells.slice(numColumns).some((cell) => cell !== '')) {
    throw new AssetError(
      name,
      t`Row ${line.number} has ${line.cells.length} cells: expected ${numColumns} as in the header, with decimal points, or semicolons between them`,
    );
  }
  return {
    line: line.number,
    vdd: readVolts(line, headings.vdd, name),
    ber: readBer(line, headings.ber, name),
    error: readNumber(line, headings.error, name),
  };
}

/**
 * Throws if commas may separate both numbers and cells, and an unread column takes the extra cell:
 * `2,5` under an error and a note would be read as an error of 2. This is so if no number has a
 * decimal point and every row either is a measurement with the same two cells joined, or has
 * nothing in its last column. The file then does not tell which reading is meant.
 */
function checkCommas(lines: readonly CsvLine[], numColumns: number, headings: Headings, name: string): void {
  const read = COLUMNS.map((column) => headings[column]);
  if (lines.some(({ cells }) => read.some(({ index }) => cells[index]?.includes('.')))) return;
  const isWhole = (line: CsvLine) =>
    (line.cells[numColumns - 1] ?? '') === '' && isMeasurement(line, headings);
  for (const heading of read) {
    const isSplit = (line: CsvLine) => isMeasurement(joinHalves(line, heading), headings);
    const split = lines.find(isSplit);
    if (split === undefined || !lines.every((line) => isSplit(line) || isWhole(line))) continue;
    const { number, cells } = split;
    const both = cells.slice(heading.index, heading.index + 2).join(',');
    const wanted = t`a decimal point in some number, or semicolons between the cells, as "${both}" may be one number`;
    throw cellError(number, heading, cells[heading.index]!, wanted, name);
  }
}

/**
 * Joins the cell below `heading` and the next one into one number. Returns null if they do not form
 * one.
 */
function joinHalves({ number, cells }: CsvLine, { index }: Heading): CsvLine | null {
  const halves = cells.slice(index, index + 2);
  if (halves.length < 2 || !halves.every((half) => /^\d+$/.test(half))) return null;
  return { number, cells: cells.toSpliced(index, 2, halves.join('.')) };
}

function isMeasurement(line: CsvLine | null, headings: Headings): boolean {
  if (line === null) return false;
  try {
    readRow(line, line.cells.length, headings, '');
    return true;
  } catch (error) {
    if (error instanceof AssetError) return false;
    throw error;
  }
}

function readNumber(line: CsvLine, heading: Heading, name: string): number {
  const text = line.cells[heading.index] ?? '';
  if (/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i.test(text)) {
    const value = Number(text);
    if (Number.isFinite(value)) return value;
  }
  throw cellError(line.number, heading, text, t`a number with a decimal point and no unit`, name);
}

function readVolts(line: CsvLine, heading: Heading, name: string): number {
  const volts = readNumber(line, heading, name) / DIVISORS.vdd[heading.unit]!;
  if (volts > 0 && volts <= MAX_VOLTS) return volts;
  const wanted = t`above 0 to ${MAX_VOLTS} V, or millivolts below a header Vdd (mV)`;
  throw cellError(line.number, heading, line.cells[heading.index]!, wanted, name);
}

function readBer(line: CsvLine, heading: Heading, name: string): number {
  const text = line.cells[heading.index] ?? '';
  try {
    return parseBer(text);
  } catch (cause) {
    const wanted = t`a share of bits, 0 or 1e-12 to 0.5, such as 3.16e-4`;
    throw cellError(line.number, heading, text, wanted, name, cause);
  }
}

function checkError(row: ReadRow, divisor: number, heading: Heading, name: string): void {
  if (row.error >= 0 && row.error <= divisor) return;
  const wanted = divisor === 100 ? t`0 to 100 %` : t`0 to 1, a share of images`;
  throw cellError(row.line, heading, String(row.error), wanted, name);
}

function errorUnit(heading: Heading, rows: readonly ReadRow[]) {
  const divisor = DIVISORS.error[heading.unit];
  if (divisor !== undefined) return { divisor, notes: [] };
  const highest = rows.reduce((high, { error }) => Math.max(high, error), 0);
  return highest <= 1
    ? {
        divisor: 1,
        notes: [
          t`The header names no unit for the error and the highest is ${highest}: read as shares of images`,
        ],
      }
    : {
        divisor: 100,
        notes: [t`The header names no unit for the error and the highest is ${highest}: read as percentages`],
      };
}

function checkOrder(rows: readonly ReadRow[], heading: Heading, name: string): void {
  const isRising = rows[0]!.ber < (rows.find(({ ber }) => ber !== rows[0]!.ber)?.ber ?? 1);
  for (const [index, row] of rows.slice(1).entries()) {
    const before = rows[index]!;
    if (row.ber !== before.ber && row.ber > before.ber !== isRising) {
      throw cellError(row.line, heading, formatBer(row.ber), wantedAfter(before, isRising), name);
    }
  }
}

/** Describes the rates that may follow a row. */
function wantedAfter({ ber, line }: ReadRow, isRising: boolean): string {
  const rate = formatBer(ber);
  if (ber === 0)
    return isRising
      ? t`0 as in row ${line}, as the first rows rise: sort the rows by rate`
      : t`0 as in row ${line}, as the first rows fall: sort the rows by rate`;
  return isRising
    ? t`above ${rate} of row ${line}, as the first rows rise: sort the rows by rate`
    : t`below ${rate} of row ${line}, as the first rows fall: sort the rows by rate`;
}

function cellError(
  line: number,
  heading: Heading,
  found: string,
  wanted: string,
  name: string,
  cause?: unknown,
): AssetError {
  const value = found === '' ? t`empty` : quoted(found);
  return new AssetError(
    name,
    t`Row ${line}, column ${quoted(heading.title)} is ${value}: expected ${wanted}`,
    {
      cause,
    },
  );
}
