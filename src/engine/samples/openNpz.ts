import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { listNames } from '../../core/files/listNames';
import { t } from '../../core/language/t';
import { openZip } from '../loading/openZip';
import { MAX_HELD_BYTES } from './rawSamples';

/**
 * Opens the arrays of a .npz file, each as a .npy file named `file.npz/array`. Those that are not
 * packed stay in the file. Throws AssetError for a damaged file, one without arrays, and one of
 * more than 1 GiB.
 */
export async function unpackNpz({ name, blob }: AssetFile): Promise<readonly AssetFile[]> {
  checkSize(blob.size, name);
  const others: string[] = [];
  const arrays: AssetFile[] = [];
  let size = 0;
  try {
    for (const member of await openZip(blob)) {
      if (!member.name.endsWith('.npy')) {
        others.push(member.name);
        continue;
      }
      size += member.size;
      checkSize(size, name);
      arrays.push({ name: `${name}/${member.name.replace(/\.npy$/, '')}`, blob: await member.read() });
    }
  } catch (cause) {
    if (cause instanceof AssetError) throw cause;
    throw new AssetError(name, t`The zip file is damaged or cut short: expected a .npz file`, { cause });
  }
  if (arrays.length === 0) {
    throw new AssetError(
      name,
      t`The zip file holds ${listNames(others) || t`nothing`} and no array: expected a .npz file, or the files of a data set unpacked`,
    );
  }
  return arrays;
}

function checkSize(size: number, name: string): void {
  if (size <= MAX_HELD_BYTES) return;
  throw new AssetError(
    name,
    t`The arrays have ${size} bytes: expected at most ${MAX_HELD_BYTES} in a .npz file`,
  );
}
