import { crc32 } from '../../core/files/crc32';
import {
  findZipDirectory,
  readZipDirectory,
  ZIP_END_BYTES,
  type ZipEntry,
} from '../../core/files/zipDirectory';
import { PIECE_BYTES, piecesOf } from './piecesOf';

/** Signature and length of a member's own header (APPNOTE.TXT 4.3.7). Its name and more follow. */
const HEADER_SIGNATURE = 0x04034b50;
const HEADER_BYTES = 30;
const [STORED, DEFLATED] = [0, 8];

type Bytes = Uint8Array<ArrayBuffer>;

/** A member of a zip file. */
export interface ZipMember {
  readonly name: string;
  /** Bytes of its content, as the file says. */
  readonly size: number;
  /**
   * Returns the content: a part of the file where it is stored as it is, else unpacked. Throws
   * Error if it has another checksum or size than the file says.
   */
  readonly read: () => Promise<Blob>;
}

/** Opens a zip file. Its members stay there until they are read. Throws Error for a damaged one. */
export async function openZip(file: Blob): Promise<readonly ZipMember[]> {
  const found = findZipDirectory(await file.slice(-ZIP_END_BYTES).arrayBuffer());
  const directory = found && (await file.slice(found.start, found.end).arrayBuffer());
  const entries = directory && readZipDirectory(directory, found.numEntries);
  if (entries === null) throw new Error('The zip file has no directory at its end');
  return entries.map((entry) => ({
    name: entry.name,
    size: entry.size,
    read: () => readMember(file, entry),
  }));
}

async function readMember(file: Blob, entry: ZipEntry): Promise<Blob> {
  const { name, method, packedSize, start } = entry;
  const header = new DataView(await file.slice(start, start + HEADER_BYTES).arrayBuffer());
  if (header.byteLength < HEADER_BYTES || header.getUint32(0, true) !== HEADER_SIGNATURE)
    throw new Error(`${name} has no header at byte ${start}`);
  const from = start + HEADER_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  const packed = file.slice(from, from + packedSize);
  if (packed.size !== packedSize) throw new Error(`${name} is cut short`);
  if (method === STORED) {
    await checkContent(piecesOf(packed), entry, () => {});
    return packed;
  }
  if (method !== DEFLATED) throw new Error(`${name} is packed by method ${method}`);
  const parts: Blob[] = [];
  let pieces: Bytes[] = [];
  let held = 0;
  const join = () => {
    parts.push(new Blob(pieces));
    pieces = [];
    held = 0;
  };
  const unpacked = packed.stream().pipeThrough(new DecompressionStream('deflate-raw'));
  await checkContent(chunksOf(unpacked), entry, (piece) => {
    pieces.push(piece);
    held += piece.length;
    if (held >= PIECE_BYTES) join();
  });
  join();
  return new Blob(parts);
}

async function* chunksOf(stream: ReadableStream<Bytes>): AsyncGenerator<Bytes> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Reads all of a content. Throws Error if it is not what the directory says. */
async function checkContent(
  content: AsyncIterable<Bytes>,
  { name, size, checksum }: ZipEntry,
  take: (piece: Bytes) => void,
): Promise<void> {
  let [found, numBytes] = [0, 0];
  for await (const piece of content) {
    numBytes += piece.length;
    if (numBytes > size) break;
    found = crc32(piece, found);
    take(piece);
  }
  if (numBytes !== size || found !== checksum) throw new Error(`The checksum or size of ${name} differs`);
}
