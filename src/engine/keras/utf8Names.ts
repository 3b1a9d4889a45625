/** Byte of each character of Windows-1252, the encoding that TextDecoder uses for ASCII. */
const BYTES: ReadonlyMap<string, number> = new Map(
  Array.from(new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))).map(
    (character, byte) => [character, byte],
  ),
);

/**
 * Decodes a string that was read as ASCII, one byte at a time. Keras and h5py declare ASCII and
 * store UTF-8 (`плотный_1`), which the HDF5 libraries read as Latin-1 or Windows-1252. Returns
 * `text` if it is not UTF-8.
 */
export function readAsUtf8(text: string): string {
  const bytes = Array.from(text, (character) => BYTES.get(character) ?? character.charCodeAt(0));
  if (bytes.every((byte) => byte < 0x80) || bytes.some((byte) => byte > 0xff)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return text;
  }
}
