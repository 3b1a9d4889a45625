import { crc32 } from '../../core/files/crc32';

/** Signatures of the end record and of an entry of the directory (APPNOTE.TXT 4.3.12, 4.3.16). */
const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 65_535;
const ENTRY_BYTES = 46;
/** Flag of an entry whose name is UTF-8. Other names are read as Latin-1, as fflate does. */
const UTF8_FLAG = 0x800;

/**
 * Compares unpacked members of a zip file with their checksums, which fflate does not. Throws Error
 * if one differs, or if the file's directory is damaged or lacks one.
 */
export function checkZip(zip: Uint8Array, members: Readonly<Record<string, Uint8Array>>): void {
  const checksums = checksumsIn(new DataView(zip.buffer, zip.byteOffset, zip.byteLength));
  for (const [name, bytes] of Object.entries(members)) {
    if (checksums.get(name) !== crc32(bytes)) throw new Error(`The checksum of ${name} differs`);
  }
}

function checksumsIn(view: DataView): ReadonlyMap<string, number> {
  const end = endRecord(view);
  const checksums = new Map<string, number>();
  let at = view.getUint32(end + 16, true);
  for (let entry = view.getUint16(end + 10, true); entry > 0; entry--) {
    if (view.getUint32(at, true) !== ENTRY_SIGNATURE) throw new Error(`No entry at byte ${at}`);
    const nameBytes = view.getUint16(at + 28, true);
    const bytes = new Uint8Array(view.buffer, view.byteOffset + at + ENTRY_BYTES, nameBytes);
    const isUtf8 = (view.getUint16(at + 8, true) & UTF8_FLAG) !== 0;
    const name = isUtf8 ? new TextDecoder().decode(bytes) : String.fromCharCode(...bytes);
    checksums.set(name, view.getUint32(at + 16, true));
    at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return checksums;
}

/** Returns the offset of the end record. A comment may follow it. */
function endRecord(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at--) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  throw new Error('The zip file has no end record');
}
