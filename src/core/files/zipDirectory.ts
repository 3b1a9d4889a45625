/** Signatures of the end record and of an entry of the directory (APPNOTE.TXT 4.3.12, 4.3.16). */
const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
/** Maximum bytes of a comment behind the end record. */
const MAX_COMMENT_BYTES = 65_535;
/** Flag of an entry whose name is UTF-8. Other names are read as Latin-1. */
const UTF8_FLAG = 0x800;

/** A member of a zip file, as the directory at its end describes it. */
export interface ZipEntry {
  readonly name: string;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  /** CRC-32 of the content. */
  readonly checksum: number;
  /** Bytes in the file. */
  readonly packedSize: number;
  /** Bytes of the content. */
  readonly size: number;
  /** Offset of the member's own header, which its bytes follow. */
  readonly start: number;
}

/** Most bytes at the end of a zip file that its end record stands in. */
export const ZIP_END_BYTES = END_BYTES + MAX_COMMENT_BYTES;

/** Place of the directory in a zip file. */
export interface ZipDirectory {
  readonly start: number;
  readonly end: number;
  readonly numEntries: number;
}

/** Finds the directory by the last bytes of a file. Null: it has none. */
export function findZipDirectory(last: ArrayBuffer): ZipDirectory | null {
  const view = new DataView(last);
  let at = view.byteLength - END_BYTES;
  while (at >= 0 && view.getUint32(at, true) !== END_SIGNATURE) at--;
  if (at < 0) return null;
  const start = view.getUint32(at + 16, true);
  return { start, end: start + view.getUint32(at + 12, true), numEntries: view.getUint16(at + 10, true) };
}

/** Reads the bytes of a directory. Null: it is damaged. */
export function readZipDirectory(bytes: ArrayBuffer, numEntries: number): readonly ZipEntry[] | null {
  const directory = new DataView(bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < numEntries) {
    if (at + ENTRY_BYTES > directory.byteLength || directory.getUint32(at, true) !== ENTRY_SIGNATURE)
      return null;
    const nameBytes = directory.getUint16(at + 28, true);
    const name = new Uint8Array(bytes.slice(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes));
    const isUtf8 = (directory.getUint16(at + 8, true) & UTF8_FLAG) !== 0;
    entries.push({
      name: isUtf8 ? new TextDecoder().decode(name) : String.fromCharCode(...name),
      method: directory.getUint16(at + 10, true),
      checksum: directory.getUint32(at + 16, true),
      packedSize: directory.getUint32(at + 20, true),
      size: directory.getUint32(at + 24, true),
      start: directory.getUint32(at + 42, true),
    });
    at += ENTRY_BYTES + nameBytes + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
  }
  return entries;
}
