import type { AssetFile } from '../../core/files/assetFiles';
import { isNpz, isSafetensors } from '../../core/files/networkFiles';
import { endsAlike, plainName } from '../../core/files/tensorNames';
import { findZipDirectory, readZipDirectory, ZIP_END_BYTES } from '../../core/files/zipDirectory';

const START_BYTES = 512;
/** Fewest arrays without names that are weights: samples have two. */
const MIN_UNNAMED = 3;

/**
 * Finds the file of weights for a network among files that may be its samples: a `.safetensors`
 * file, or a `.npz` file with an array of the name of a tensor, or with at least three that NumPy
 * named. Null: there is none.
 */
export async function weightsAmong(
  files: readonly AssetFile[],
  tensors: readonly string[],
): Promise<AssetFile | null> {
  const names = tensors.map(plainName);
  for (const file of files) {
    const start = new Uint8Array(await file.blob.slice(0, START_BYTES).arrayBuffer());
    if (isSafetensors(start)) return file;
    if (!isNpz(start)) continue;
    const arrays = (await namesIn(file.blob)).map((name) => name.replace(/\.npy$/, ''));
    if (arrays.some((array) => names.some((name) => endsAlike(plainName(array), name)))) return file;
    if (arrays.length >= MIN_UNNAMED && arrays.every((name) => /^arr_\d+$/.test(name))) return file;
  }
  return null;
}

/** Returns the names of a zip file's members. None for a damaged one, which its reader reports. */
async function namesIn(zip: Blob): Promise<readonly string[]> {
  const found = findZipDirectory(await zip.slice(-ZIP_END_BYTES).arrayBuffer());
  if (found === null) return [];
  const directory = await zip.slice(found.start, found.end).arrayBuffer();
  return (readZipDirectory(directory, found.numEntries) ?? []).map(({ name }) => name);
}
