import { AssetError } from '../../core/errors';
import { decodeTextFile } from '../../core/files/textFile';
import { t } from '../../core/language/t';
import { type ChipTable, readChipTable } from '../../experiment/chip/chipTable';
import { MAX_TABLE_BYTES, unpackTable } from '../../experiment/chip/unpackTable';
import { kindOfFile } from './kindOfFile';

/** Names of texts that may be a chip's table beside files of a data set or a model. */
const TABLE_NAME = /\.(?:csv|tsv|txt)(?:\.gz)?$/i;

/** Dropped files, the table of a chip apart. */
interface FilesWithChip {
  /** Null if no file is such a table. */
  readonly table: File | null;
  readonly others: readonly File[];
}

/**
 * Finds the table of a chip: a text with columns Vdd and BER, as spreadsheets write it, or a CSV
 * file that came by itself, whatever it holds, unless it may hold samples. Throws AssetError for a
 * second table.
 */
export async function findChip(files: readonly File[], mayHoldSamples = false): Promise<FilesWithChip> {
  const named = files.length === 1 ? files : files.filter(({ name }) => TABLE_NAME.test(name));
  const isTable = await Promise.all(
    named.map(async (file) => {
      const kind = await kindOfFile(file);
      const isAlone = files.length === 1 && kind === 'chip' && !mayHoldSamples;
      return isAlone || (['chip', 'text'].includes(kind) && (await hasChipColumns(file)));
    }),
  );
  const [table, second] = named.filter((_, index) => isTable[index]);
  if (table === undefined) return { table: null, others: files };
  if (second !== undefined)
    throw new AssetError(
      second.name,
      t`The file is a second table of a chip beside ${table.name}: expected one`,
    );
  return { table, others: files.filter((file) => file !== table) };
}

/** Reads the table of a chip here; it is never sent. Throws AssetError for an invalid table. */
export async function readChip(file: File): Promise<ChipTable> {
  return readChipTable(await unpack(file), file.name);
}

async function hasChipColumns(file: File): Promise<boolean> {
  if (file.size > MAX_TABLE_BYTES) return false;
  try {
    const text = decodeTextFile(await unpack(file), file.name);
    return /\bvdd\b/i.test(text) && /\bber\b/i.test(text);
  } catch (error) {
    if (error instanceof AssetError) return false;
    throw error;
  }
}

async function unpack(file: File): Promise<Uint8Array> {
  return unpackTable(new Uint8Array(await file.arrayBuffer()), file.name);
}
