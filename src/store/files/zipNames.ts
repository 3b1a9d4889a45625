/** Signatures of the end record and of an entry of the directory (APPNOTE.TXT 4.3.12, 4.3.16). */
const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
/** Maximum bytes of a comment behind the end record. */
const MAX_COMMENT_BYTES = 65_535;

/** Returns the names of a zip file's members. Empty for damaged ones, which readers report. */
export async function zipNames(file: Blob): Promise<readonly string[]> {
  const end = new DataView(await file.slice(-END_BYTES - MAX_COMMENT_BYTES).arrayBuffer());
  let last = end.byteLength - END_BYTES;
  while (last >= 0 && end.getUint32(last, true) !== END_SIGNATURE) last--;
  if (last < 0) return [];
  const count = end.getUint16(last + 10, true);
  const start = end.getUint32(last + 16, true);
  const bytes = await file.slice(start, start + end.getUint32(last + 12, true)).arrayBuffer();
  const directory = new DataView(bytes);
  const names: string[] = [];
  let at = 0;
  while (names.length < count && at + ENTRY_BYTES <= directory.byteLength) {
    if (directory.getUint32(at, true) !== ENTRY_SIGNATURE) return [];
    const length = directory.getUint16(at + 28, true);
    names.push(new TextDecoder().decode(bytes.slice(at + ENTRY_BYTES, at + ENTRY_BYTES + length)));
    at += ENTRY_BYTES + length + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
  }
  return names;
}
