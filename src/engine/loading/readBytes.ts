import type { AssetFile } from '../../core/files/assetFiles';
import { piecesOf } from './piecesOf';

/** Reads all bytes of a file, piece by piece: at once Node needs twice the memory. */
export async function readBytes({ blob }: Pick<AssetFile, 'blob'>): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(blob.size);
  let at = 0;
  for await (const piece of piecesOf(blob)) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
