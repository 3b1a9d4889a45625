import { AssetError } from '../../core/errors';
import { crc32 } from '../../core/files/crc32';
import { t } from '../../core/language/t';

/** Bytes before the first chunk. */
const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
/** Length, type and checksum around the data of a chunk, in bytes. */
const AROUND = 12;
/** Type and data of a chunk: `keyword`, no compression, no language, UTF-8 text (PNG 11.3.4.5). */
const TEXT_TYPE = 'iTXt';

const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/**
 * Returns a PNG file with a text before its last chunk, which ends the file. `png` must be a
 * whole PNG file and `keyword` 1 to 79 Latin letters.
 */
export function addPngText(png: Uint8Array, keyword: string, text: string): Uint8Array<ArrayBuffer> {
  const end = png.length - AROUND;
  const data = [...latin(`${keyword}\0\0\0\0\0`), ...new TextEncoder().encode(text)];
  const body = Uint8Array.from([...latin(TEXT_TYPE), ...data]);
  const file = new Uint8Array(png.length + data.length + AROUND);
  const view = new DataView(file.buffer);
  file.set(png.subarray(0, end));
  view.setUint32(end, data.length);
  file.set(body, end + 4);
  view.setUint32(end + 4 + body.length, crc32(body));
  file.set(png.subarray(end), end + 8 + body.length);
  return file;
}

/**
 * Returns the text with a keyword in a PNG file. Null if the file has none. Pixels are not
 * decoded. Throws AssetError naming the file if it is cut off, the text was changed, or there are
 * several.
 */
export function readPngText(png: Uint8Array, keyword: string, name: string): string | null {
  if (!SIGNATURE.every((byte, index) => png[index] === byte)) return null;
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const start = latin(`${keyword}\0\0\0\0\0`);
  let found: string | null = null;
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = at + AROUND <= png.length ? view.getUint32(at) : Number.POSITIVE_INFINITY;
    const end = at + AROUND + length;
    if (end > png.length) {
      throw new AssetError(name, t`The PNG file ends inside the chunk at byte ${at}: expected a whole file`);
    }
    const body = png.subarray(at + 4, end - 4);
    const type = String.fromCharCode(...body.subarray(0, 4));
    const data = body.subarray(4);
    if (type === TEXT_TYPE && start.every((byte, index) => data[index] === byte)) {
      if (view.getUint32(end - 4) !== crc32(body))
        throw new AssetError(
          name,
          t`The text at byte ${at} has another checksum: expected an unchanged file`,
        );
      if (found !== null)
        throw new AssetError(name, t`The PNG file has a second text ${keyword} at byte ${at}: expected one`);
      found = new TextDecoder().decode(data.subarray(start.length));
    }
    if (type === 'IEND') break;
    at = end;
  }
  return found;
}
