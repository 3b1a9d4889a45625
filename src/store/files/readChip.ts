import { AssetError } from '../../core/errors';
import { decodeTextFile } from '../../core/files/textFile';
import { type ChipTable, readChipTable } from '../../experiment/chip/chipTable';
import { kindOfFile } from './kindOfFile';

/** Number of bytes in which the columns of a chip's table are searched. */
const START_BYTES = 4096;

/**
 * Reads the table of a measured chip from a single file: a CSV file, or a text with columns Vdd and
 * BER, such as a spreadsheet's text with tabs. Returns null for other files. The file never leaves
 * the browser. Throws AssetError for an invalid table.
 */
export async function readChip(files: readonly File[]): Promise<ChipTable | null> {
  const [file, second] = files;
  if (file === undefined || second !== undefined) return null;
  const kind = await kindOfFile(file);
  const isTable = kind === 'chip' || (kind === 'text' && (await hasChipColumns(file)));
  return isTable ? readChipTable(new Uint8Array(await file.arrayBuffer()), file.name) : null;
}

async function hasChipColumns(file: File): Promise<boolean> {
  const start = new Uint8Array(await file.slice(0, START_BYTES).arrayBuffer());
  try {
    const text = decodeTextFile(start, file.name);
    return /\bvdd\b/i.test(text) && /\bber\b/i.test(text);
  } catch (error) {
    if (error instanceof AssetError) return false;
    throw error;
  }
}
