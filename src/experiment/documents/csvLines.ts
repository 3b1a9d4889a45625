import { dsvFormat } from 'd3-dsv';

/** Row of a CSV file that is not blank. */
export interface CsvLine {
  /** Line at which the row starts, counted from 1 over all lines, as editors do. */
  readonly number: number;
  /** Trimmed, without quotes. */
  readonly cells: readonly string[];
}

/** Separators of cells, the rarest in other texts first. */
export const SEPARATORS = ['\t', ';', ','] as const;

/**
 * Reads the rows of a CSV file that have text in any cell. Spreadsheets end files in rows of
 * separators alone. A quoted cell may hold separators, line ends and doubled quotes. Any line end
 * is accepted.
 */
export function readCsvLines(text: string, separator: string): readonly CsvLine[] {
  let next = 1;
  return dsvFormat(separator).parseRows(quoteStrictly(text, separator), (row) => {
    const number = next;
    next += 1 + row.reduce((sum, cell) => sum + numLineEnds(cell), 0);
    const cells = row.map((cell) => cell.trim());
    return cells.some((cell) => cell !== '') ? { number, cells } : null;
  });
}

/**
 * Rewrites cells that start with a quote as in RFC 4180, because d3-dsv misreads all others. Blanks
 * around the quotes are removed, and a quote that does not enclose its cell becomes text.
 */
function quoteStrictly(text: string, separator: string): string {
  const end = `${separator.replace(/[\\\]^]/, '\\$&')}\\r\\n`;
  const cell = new RegExp(
    `(?<=^|[${end}])[^\\S${end}]*(?:"([^"]*(?:""[^"]*)*)"[^\\S${end}]*(?=[${end}]|$)|("[^${end}]*))`,
    'g',
  );
  return text.replace(cell, (_, quoted?: string, open?: string) =>
    open === undefined ? `"${quoted}"` : `"${open.replaceAll('"', '""')}"`,
  );
}

function numLineEnds(cell: string): number {
  return cell.match(/\r\n|\n|\r/g)?.length ?? 0;
}
