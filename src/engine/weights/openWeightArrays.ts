import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { isSafetensors } from '../../core/files/networkFiles';
import { t } from '../../core/language/t';
import { isZip } from '../samples/isZip';
import { openNpy } from '../samples/openNpy';
import { unpackNpz } from '../samples/openNpz';
import { readRows } from '../samples/storedArray';
import { readPart } from '../source/blobReader';
import type { NamedArray } from './namedArray';
import { openSafetensors } from './openSafetensors';

const START_BYTES = 16;

/**
 * Opens the arrays of a `.safetensors` or `.npz` file. Members of a `.npz` that are no arrays of
 * numbers with an axis, such as counters of batches, are left out. Throws AssetError for a damaged
 * file.
 */
export async function openWeightArrays(file: AssetFile): Promise<readonly NamedArray[]> {
  const start = await readPart(file.name, file.blob.slice(0, START_BYTES));
  if (isSafetensors(start)) return openSafetensors(file);
  if (!isZip(start))
    throw new AssetError(file.name, t`The file holds no weights: expected safetensors or .npz`);
  const arrays: NamedArray[] = [];
  for (const member of await unpackNpz(file)) {
    try {
      const array = await openNpy(member);
      arrays.push({
        name: member.name.slice(file.name.length + 1),
        shape: array.shape,
        type: array.type,
        read: async () => Float32Array.from(await readRows(array, 0, array.shape[0]!)),
      });
    } catch (cause) {
      if (!(cause instanceof AssetError)) throw cause;
    }
  }
  return arrays;
}
