import type { AssetFile } from '../../core/files/assetFiles';
import { decodeIfText } from '../../core/files/textFile';
import { product } from '../../core/network/network';
import { isNumber, LABEL_COLUMN, ROW_NUMBER_COLUMN, separatorOf } from '../../core/samples/tableCells';
import { kindOfFile } from './kindOfFile';

const START_BYTES = 4096;
/** Header of a NumPy array with one number for each entry: `'shape': (50,)` or `(50, 1)`. */
const ONE_EACH = /^\x93NUMPY.*'shape': \(\d+,(?: 1,?)?\)/s;
const PICTURE_NAME = /\.(?:jpe?g|png)\b/i;

/**
 * Returns true for a file that can only be the labels of samples given before, not samples for an
 * input of this shape. It is one of
 * - an IDX file or a NumPy array of one number for each sample, unless the input is one number
 * - a text with at most a name and a label a line, unless its rows hold the numbers of the input
 */
export async function isLabelFile(
  { name, blob }: AssetFile,
  inputShape: readonly number[],
): Promise<boolean> {
  const numInputs = product(inputShape);
  const kind = await kindOfFile(new File([blob], name));
  const start = new Uint8Array(await blob.slice(0, START_BYTES).arrayBuffer());
  if (kind === 'idxLabels' || ONE_EACH.test(String.fromCharCode(...start))) return numInputs > 1;
  const text = kind === 'text' || kind === 'chip' ? decodeIfText(start) : undefined;
  if (text === undefined) return false;
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  // The last line may be cut.
  const whole = blob.size > START_BYTES ? lines.slice(0, -1) : lines;
  const separator = separatorOf(whole[0] ?? '') ?? /\s+/;
  const rows = whole.map((line) => line.trim().split(separator).map(unquoted));
  return (
    rows.length > 0 &&
    whole.every((line, at) => PICTURE_NAME.test(line) || rows[at]!.length <= 2) &&
    !holdsInputs(rows, numInputs)
  );
}

function unquoted(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, '$1');
}

/** Returns true if enough columns hold numbers alone, without labels and numbers of their rows. */
function holdsInputs(rows: readonly (readonly string[])[], numInputs: number): boolean {
  const [first = []] = rows;
  const hasHeader = rows.length > 1 && !first.some(isNumber);
  const body = hasHeader ? rows.slice(1) : rows;
  const isLabelled = hasHeader && first.some((title) => LABEL_COLUMN.test(title));
  const isSkipped = (title: string) => LABEL_COLUMN.test(title) || ROW_NUMBER_COLUMN.test(title);
  const columns = first.filter(
    (title, at) => !(isLabelled && isSkipped(title)) && body.every((cells) => isNumber(cells[at] ?? '')),
  );
  return columns.length >= numInputs;
}
