/** A line of a CSV file that is not blank. */
export interface CsvLine {
  /** Counts all lines from 1, blank ones too, as editors and spreadsheets do. */
  readonly number: number;
  /** Trimmed, quotes taken off. */
  readonly cells: readonly string[];
}

/** What parts the cells of a line, the rarest in other texts first. */
export const SEPARATORS = ['\t', ';', ','] as const;

/**
 * The lines of a CSV file that have text in any cell: spreadsheets end files in rows of separators alone. A cell may be
 * quoted and then hold separators and doubled quotes, but ends with its line; any line end is fine.
 */
export function readCsvLines(text: string, separator: string): readonly CsvLine[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ number: index + 1, cells: splitCells(line, separator) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
}

function splitCells(line: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let index = 0; index < line.length; index++) {
    const char = line[index]!;
    if (char === '"' && isQuoted && line[index + 1] === '"') {
      cell += char;
      index++;
    } else if (char === '"' && (isQuoted || cell === '')) {
      isQuoted = !isQuoted;
    } else if (char === separator && !isQuoted) {
      cells.push(cell.trim());
      cell = '';
    } else if (isQuoted || cell !== '' || char.trim() !== '') {
      cell += char;
    }
  }
  return [...cells, cell.trim()];
}
