import type { AssetFile } from '../../core/files/assetFiles';
import { decodeIfText } from '../../core/files/textFile';
import { kindOfFile } from './kindOfFile';

const START_BYTES = 4096;
/** Header of a NumPy array with one number for each entry: `'shape': (50,)` or `(50, 1)`. */
const ONE_EACH = /^\x93NUMPY.*'shape': \(\d+,(?: 1,?)?\)/s;
const PICTURE_NAME = /\.(?:jpe?g|png)\b/i;

/**
 * Returns true for a file that can only be the labels of samples given before: an IDX file of
 * labels, a NumPy array of one number for each sample, or a text with at most a name and a label a
 * line.
 */
export async function isLabelFile({ name, blob }: AssetFile): Promise<boolean> {
  const kind = await kindOfFile(new File([blob], name));
  if (kind === 'idxLabels') return true;
  const start = new Uint8Array(await blob.slice(0, START_BYTES).arrayBuffer());
  if (ONE_EACH.test(String.fromCharCode(...start))) return true;
  const text = kind === 'text' || kind === 'chip' ? decodeIfText(start) : undefined;
  if (text === undefined) return false;
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  // The last line may be cut.
  const whole = blob.size > START_BYTES ? lines.slice(0, -1) : lines;
  return (
    whole.length > 0 &&
    whole.every((line) => PICTURE_NAME.test(line) || line.trim().split(/[\t;,]|\s+/).length <= 2)
  );
}
