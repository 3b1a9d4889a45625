import { AssetError } from '../../core/errors';
import { type AssetFile, MAX_IMAGES } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import { shapeText } from '../../core/network/shapeText';
import { isNumber, LABEL_COLUMN, ROW_NUMBER_COLUMN } from '../../core/samples/tableCells';
import { joinParts } from './joinParts';
import { nameLabels } from './nameLabels';
import { MAX_HELD_BYTES, type RawSamples } from './rawSamples';
import { readTableText, type TableRow, visitRows } from './readTable';

/** Texts that stand for a number that is missing. */
const MISSING = /^(?:|na|n\/a|nan|null|none|\?|-)$/i;

/** Columns of a table, by their places. */
interface Columns {
  readonly count: number;
  /** Names in the first row; null without a header. */
  readonly names: readonly string[] | null;
  /** Null without labels. */
  readonly label: number | null;
  /** Column that numbers the rows and is left out; null for none. */
  readonly rowNumber: number | null;
}

/**
 * Opens a table of numbers, a sample in each row: float32 values [columns]. The network's number of
 * inputs tells whether there is a column of labels.
 *
 * The labels are in the column that the header calls label, class, target or the like, else in the
 * only column that is no numbers, else in the first or the last one, whichever alone has whole
 * numbers from 0. A column of row numbers is left out where the network has no input for it. Throws
 * AssetError naming row and column for a cell that is no number, rows of other lengths, and a table
 * that fits the network in no way or in two.
 */
export async function openTable(file: AssetFile, wantedShape: readonly number[]): Promise<RawSamples> {
  const { name } = file;
  const text = await readTableText(file);
  const columns = findColumns(text, name, wantedShape);
  const { label, rowNumber, count } = columns;
  const skipped = [label, rowNumber];
  const used = Array.from({ length: count }, (_, at) => at).filter((at) => !skipped.includes(at));
  const mostRows = countLines(text);
  if (mostRows * used.length * Float32Array.BYTES_PER_ELEMENT > MAX_HELD_BYTES) {
    throw new AssetError(
      name,
      t`The table has ${mostRows} rows of ${used.length} numbers: expected at most ${MAX_HELD_BYTES} bytes of float32`,
    );
  }
  const values = new Float32Array(mostRows * used.length);
  const labels: string[] = [];
  let numRows = 0;
  visitBody(text, columns, (row) => {
    checkLength(row, count, name);
    let at = numRows * used.length;
    for (const column of used) values[at++] = numberIn(row, column, columns, name);
    if (label !== null) labels.push(labelIn(row, label, columns, name));
    numRows++;
  });
  if (numRows > MAX_IMAGES) {
    throw new AssetError(name, t`There are ${numRows} samples: expected at most ${MAX_IMAGES}`);
  }
  const shape = [used.length];
  const part = {
    file: name,
    numSamples: numRows,
    async read(first: number, end: number) {
      return Array.from({ length: end - first }, (_, index) => ({
        shape,
        values: values.subarray((first + index) * used.length, (first + index + 1) * used.length),
        rate: null,
      }));
    },
  };
  const noLabels = { labels: null, labelsAre: 'numbers', classNames: null } as const;
  return {
    ...joinParts([part]),
    kind: 'arrays',
    shape,
    ...(label === null ? noLabels : nameLabels(labels)),
    source: name,
    notes: notesOn(columns),
  };
}

function notesOn(columns: Columns): readonly string[] {
  const { label, rowNumber } = columns;
  const ofLabels =
    label === null ? t`The table has no column of labels` : t`Labels are in ${columnText(label, columns)}`;
  return rowNumber === null
    ? [ofLabels]
    : [ofLabels, t`Not used: ${columnText(rowNumber, columns)}, which numbers the rows`];
}

function findColumns(text: string, name: string, wantedShape: readonly number[]): Columns {
  const start: TableRow[] = [];
  // Columns of words alone; and of those that may be labels or numbers of rows, the ones with whole
  // numbers alone.
  let words: readonly number[] = [];
  let whole: readonly number[] = [];
  const narrow = ({ cells }: TableRow) => {
    words = words.filter((at) => !isNumber(cells[at] ?? '') && !isMissing(cells[at] ?? ''));
    whole = whole.filter((at) => isWholeNumber(cells[at] ?? ''));
  };
  visitRows(text, (row) => {
    if (start.length < 2) start.push(row);
    else narrow(row);
    if (start.length !== 2 || row !== start[1]) return;
    words = row.cells.map((_, at) => at);
    whole = [...new Set([0, 1, row.cells.length - 1])];
    narrow(row);
  });
  const [first, second] = start;
  if (first === undefined || second === undefined) {
    throw new AssetError(
      name,
      t`The table has fewer than two rows: expected a sample in each of two or more`,
    );
  }
  const count = second.cells.length;
  checkLength(first, count, name);
  const names = isHeader(first, second) ? first.cells : null;
  if (names === null) narrow(first);
  return chooseColumns({ name, names, count, whole, words }, wantedShape);
}

/**
 * Returns true for names of columns above numbers. They may be numbers too if these count up, as
 * pandas writes them. A missing number is no name.
 */
function isHeader({ cells }: TableRow, second: TableRow): boolean {
  const numbers = cells.filter(isNumber).map(Number);
  const isCount = numbers.length !== 1 && numbers.every((number, index) => number === numbers[0]! + index);
  const isNamed = numbers[0] === 0 || cells.some((cell) => cell !== '' && !isNumber(cell));
  const isAbove = cells.some((cell, at) => !isNumber(cell) && isNumber(second.cells[at] ?? ''));
  const isWhole = !cells.some((cell) => cell !== '' && isMissing(cell));
  return isCount && isNamed && isAbove && isWhole;
}

function isMissing(cell: string): boolean {
  return MISSING.test(cell);
}

function isWholeNumber(cell: string): boolean {
  return isNumber(cell) && Number.isInteger(Number(cell)) && Number(cell) >= 0;
}

interface FoundColumns {
  readonly name: string;
  readonly names: readonly string[] | null;
  readonly count: number;
  /** The first, the second and the last column, as far as they hold whole numbers from 0 alone. */
  readonly whole: readonly number[];
  /** Columns without any number. */
  readonly words: readonly number[];
}

function chooseColumns(found: FoundColumns, wantedShape: readonly number[]): Columns {
  const { name, names, count, whole, words } = found;
  const numInputs = product(wantedShape);
  const named = names?.findIndex((each) => LABEL_COLUMN.test(each)) ?? -1;
  const label = named >= 0 ? named : words.length === 1 ? words[0]! : null;
  const extra = count - numInputs - (label === null ? 0 : 1);
  if (extra === 0) return { count, names, label, rowNumber: null };
  const rowNumber = names?.findIndex((each, at) => ROW_NUMBER_COLUMN.test(each) && at !== label) ?? -1;
  if (extra === 1 && rowNumber >= 0) return { count, names, label, rowNumber };
  if (label === null && (extra === 1 || (extra === 2 && rowNumber >= 0))) {
    const numbered = extra === 2 ? rowNumber : null;
    const ends = [numbered === 0 ? 1 : 0, count - 1].filter((at) => whole.includes(at));
    if (ends.length === 1) return { count, names, label: ends[0]!, rowNumber: numbered };
    throw new AssetError(
      name,
      ends.length === 0
        ? t`Rows have ${count} cells for the ${numInputs} inputs of the network, and neither the first nor the last column has whole numbers: expected a column of labels, or a header that names it`
        : t`Rows have ${count} cells for the ${numInputs} inputs of the network, and both the first and the last column may be the labels: expected a header with a column called label`,
    );
  }
  throw new AssetError(
    name,
    label === null
      ? t`Rows have ${count} cells and no labels: expected ${numInputs} for the network's input ${shapeText(wantedShape)}, and a label`
      : t`Rows have ${count} cells with labels in ${columnText(label, { names })}: expected ${numInputs} and a label, for the network's input ${shapeText(wantedShape)}`,
  );
}

function visitBody(text: string, { names }: Columns, visit: (row: TableRow) => void): void {
  let isHeader = names !== null;
  visitRows(text, (row) => {
    if (!isHeader) visit(row);
    isHeader = false;
  });
}

function checkLength({ line, cells }: TableRow, count: number, name: string): void {
  if (cells.length === count) return;
  throw new AssetError(
    name,
    t`Line ${line} has ${cells.length} cells: expected ${count} as in the other rows`,
  );
}

function numberIn({ line, cells }: TableRow, column: number, columns: Columns, name: string): number {
  const cell = cells[column]!;
  const value = isNumber(cell) ? Math.fround(Number(cell)) : Number.NaN;
  if (Number.isFinite(value)) return value;
  throw new AssetError(
    name,
    t`Line ${line} has "${cell}" in ${columnText(column, columns)}: expected a number with a decimal point, in float32's range`,
  );
}

function labelIn({ line, cells }: TableRow, column: number, columns: Columns, name: string): string {
  const cell = cells[column]!;
  // Pandas and NumPy write whole numbers as 3.0 or 3.000e+00 where a column holds floats.
  if (isWholeNumber(cell)) return String(Number(cell));
  if (!isNumber(cell) && !isMissing(cell)) return cell;
  throw new AssetError(
    name,
    t`Line ${line} has the label "${cell}" in ${columnText(column, columns)}: expected a whole number from 0, or a name`,
  );
}

function columnText(column: number, { names }: Pick<Columns, 'names'>): string {
  const title = names?.[column];
  return title === undefined || title === '' ? t`column ${column + 1}` : t`column ${column + 1} (${title})`;
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
