import { dsvFormat } from 'd3-dsv';

/** A row of a CSV file that is not blank. */
export interface CsvLine {
  /** The line that it starts at; counts all lines from 1, blank ones too, as editors do. */
  readonly number: number;
  /** Trimmed, quotes taken off. */
  readonly cells: readonly string[];
}

/** What parts the cells of a line, the rarest in other texts first. */
export const SEPARATORS = ['\t', ';', ','] as const;

/**
 * The rows of a CSV file that have text in any cell: spreadsheets end files in rows of separators
 * alone. A cell in quotes may hold separators, line ends and doubled quotes. Any line end is fine.
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
 * Writes every cell that begins with a quote as RFC 4180 has it, because d3-dsv reads no others right:
 * blanks around the quotes go, and a quote that does not enclose its cell becomes text.
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
