/** Bytes of a file that are read at once. */
export const PIECE_BYTES = 2 ** 22;

/** Reads a file piece by piece. A stream would be read ahead of who uses it. */
export async function* piecesOf(file: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < file.size; at += PIECE_BYTES)
    yield new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer());
}
