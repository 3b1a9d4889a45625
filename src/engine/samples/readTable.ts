import { dsvFormat } from 'd3-dsv';
import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { decodeTextFile } from '../../core/files/textFile';
import { t } from '../../core/language/t';
import { separatorOf } from '../../core/samples/tableCells';
import { readPart } from '../source/blobReader';

/** Row of a table that is not blank. */
export interface TableRow {
  /** Line at which the row starts, from 1. */
  readonly line: number;
  /** Trimmed, without quotes. */
  readonly cells: readonly string[];
}

/** Maximum size of a text file. Engines hold strings of half a gigabyte. */
const MAX_TEXT_BYTES = 2 ** 28;

/**
 * Reads the text of a table, with line ends of one character. Throws AssetError for a file that is
 * no text or larger than 256 MiB.
 */
export async function readTableText({ name, blob }: AssetFile): Promise<string> {
  if (blob.size > MAX_TEXT_BYTES) {
    throw new AssetError(name, t`The text has ${blob.size} bytes: expected at most ${MAX_TEXT_BYTES}`);
  }
  const text = decodeTextFile(await readPart(name, blob), name);
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/**
 * Calls `visit` for each row of a table that is not blank, one after the other, so that a large
 * table is not held as texts. Tabs, semicolons, commas or blanks separate cells, whichever is first
 * in this list among those in the first line. Cells may be quoted, and lines that start with # are
 * left out.
 */
export function visitRows(text: string, visit: (row: TableRow) => void): void {
  const firstLine = /^(?!#)\s*\S.*$/m.exec(text)?.[0] ?? '';
  const separator = separatorOf(firstLine);
  let line = 1;
  const visitCells = (cells: readonly string[]) => {
    const number = line++;
    for (const cell of cells) if (cell.includes('\n')) line += cell.split('\n').length - 1;
    const trimmed = cells.map((cell) => cell.trim());
    if (trimmed[0]!.startsWith('#') || trimmed.every((cell) => cell === '')) return;
    visit({ line: number, cells: trimmed });
  };
  if (separator === undefined) {
    for (const words of text.split('\n')) visitCells(words.trim().split(/\s+/));
  } else {
    dsvFormat(separator).parseRows(text, (cells) => {
      visitCells(cells);
      return null;
    });
  }
}
