import type { AssetFile } from '../../core/files/assetFiles';

/** Reads all bytes of a file. */
export async function readBytes({ blob }: AssetFile): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}
