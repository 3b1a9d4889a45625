import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import type { LabelList } from './pictureLabels';
import { readTableText, type TableRow, visitRows } from './readTable';
import { unpackGzip } from './unpackGzip';

const MAX_LIST_BYTES = 16 * 2 ** 20;

/** Reads the rows of a list of labels or classes. Throws AssetError for one that is too large. */
export async function readLabelList(file: AssetFile): Promise<LabelList> {
  if (file.blob.size > MAX_LIST_BYTES) {
    throw new AssetError(
      file.name,
      t`The list has ${file.blob.size} bytes: expected at most ${MAX_LIST_BYTES}`,
    );
  }
  const unpacked = await unpackGzip(file);
  const rows: TableRow[] = [];
  visitRows(await readTableText(unpacked), (row) => rows.push(row));
  return { name: unpacked.name, rows };
}
