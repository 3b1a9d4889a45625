import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { AssetFile } from '../../core/files/assetFiles';

/** Number of bytes read at once. The file may be larger than memory. */
const SLICE_BYTES = 4 * 2 ** 20;

/**
 * Returns the digests in hex of the joined bytes of files, read in slices. MD5 serves to recognise
 * Keras's files, for which Keras publishes it.
 */
export async function digestFiles(
  files: readonly AssetFile[],
  withMd5: boolean,
): Promise<{ readonly sha256: string; readonly md5: string | null }> {
  const sha = sha256.create();
  const md = withMd5 ? md5.create() : null;
  for (const { blob } of files) {
    for (let offset = 0; offset < blob.size; offset += SLICE_BYTES) {
      const bytes = new Uint8Array(await blob.slice(offset, offset + SLICE_BYTES).arrayBuffer());
      sha.update(bytes);
      md?.update(bytes);
    }
  }
  return { sha256: bytesToHex(sha.digest()), md5: md === null ? null : bytesToHex(md.digest()) };
}
