import { AssetError } from '../core/errors';
import { type ChipTable, parseChipTable } from '../experiment/chipTable';
import { kindOfFile } from './kindOfFile';

/** A thousand rows with some words in each are far smaller. */
const MAX_BYTES = 1e6;

/**
 * The measured chip in a CSV file that came by itself, null when the files are something else. Read here and never sent.
 * Throws AssetError for a table that `parseChipTable` refuses and for files over 1 MB.
 */
export async function readChip(files: readonly File[]): Promise<ChipTable | null> {
  const [file, second] = files;
  if (file === undefined || second !== undefined || (await kindOfFile(file)) !== 'chip') return null;
  if (file.size > MAX_BYTES) {
    throw new AssetError(
      file.name,
      `The table has ${(file.size / 1e6).toFixed(1)} MB: expected at most ${MAX_BYTES / 1e6} MB`,
    );
  }
  return parseChipTable(await file.text(), file.name);
}
