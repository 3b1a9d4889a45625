import { unzipSync } from 'fflate';
import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { listNames } from '../../core/files/listNames';
import { t } from '../../core/language/t';
import { checkZip } from '../loading/checkZip';
import { readPart } from '../source/blobReader';
import { MAX_HELD_BYTES } from './rawSamples';

/**
 * Unpacks the arrays of a .npz file in memory, each as a .npy file named `file.npz/array`. Throws
 * AssetError for a damaged file, one without arrays, and one of more than 1 GiB.
 */
export async function unpackNpz({ name, blob }: AssetFile): Promise<readonly AssetFile[]> {
  checkSize(blob.size, name);
  const bytes = await readPart(name, blob);
  const others: string[] = [];
  let size = 0;
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, {
      filter: (part) => {
        if (!part.name.endsWith('.npy')) {
          others.push(part.name);
          return false;
        }
        size += part.originalSize;
        checkSize(size, name);
        return true;
      },
    });
    checkZip(bytes, parts);
  } catch (cause) {
    if (cause instanceof AssetError) throw cause;
    throw new AssetError(name, t`The zip file is damaged or cut short: expected a .npz file`, { cause });
  }
  const found = Object.entries(parts);
  if (found.length === 0) {
    throw new AssetError(
      name,
      t`The zip file holds ${listNames(others) || t`nothing`} and no array: expected a .npz file, or the files of a data set unpacked`,
    );
  }
  return found.map(([path, content]) => ({
    name: `${name}/${path.replace(/\.npy$/, '')}`,
    blob: new Blob([content as Uint8Array<ArrayBuffer>]),
  }));
}

function checkSize(size: number, name: string): void {
  if (size <= MAX_HELD_BYTES) return;
  throw new AssetError(
    name,
    t`The arrays have ${size} bytes: expected at most ${MAX_HELD_BYTES} in a .npz file`,
  );
}
