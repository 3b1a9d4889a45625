/** A line of a CSV file that is not blank. */
export interface CsvLine {
  /** Counts all lines from 1, blank ones too, as editors and spreadsheets do. */
  readonly number: number;
  /** Trimmed, quotes taken off. */
  readonly cells: readonly string[];
}

/**
 * The lines of a CSV file that have text in any cell: spreadsheets end files in rows of separators alone. The separator is
 * the first of tab, semicolon and comma that the first line with text has. A cell may be quoted and then hold separators and
 * doubled quotes, but ends with its line; a byte order mark and any line end are fine.
 */
export function readCsvLines(text: string): readonly CsvLine[] {
  const texts = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const header = texts.find((line) => line.trim() !== '') ?? '';
  const separator = ['\t', ';'].find((candidate) => header.includes(candidate)) ?? ',';
  return texts
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
