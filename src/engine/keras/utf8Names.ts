/**
 * The byte that each character of Windows-1252 stands for: what TextDecoder reads where it is asked
 * for ASCII.
 */
const BYTES: ReadonlyMap<string, number> = new Map(
  Array.from(new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))).map(
    (character, byte) => [character, byte],
  ),
);

/**
 * The text of a string that was read as ASCII byte by byte. Keras and h5py declare ASCII and store
 * UTF-8 (`плотный_1`), and the HDF5 libraries make Latin-1 or Windows-1252 of it. What is not UTF-8
 * after all stays as it was read.
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
