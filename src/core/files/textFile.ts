import { AssetError } from '../errors';
import { t } from '../language/t';

/** Byte order marks and their encodings. */
const MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];
/**
 * Number of bytes searched for zeros in a file without a byte order mark. UTF-16 has a zero in
 * every other byte.
 */
const SAMPLE_BYTES = 64;

/**
 * Decodes a text file as spreadsheets, editors and instruments write it: UTF-8 or UTF-16, with or
 * without a byte order mark, else Windows-1252.
 *
 * Throws AssetError if the text has control characters other than tabs and line ends.
 */
export function decodeTextFile(bytes: Uint8Array, name: string): string {
  const text = decode(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const control = /[\0-\x08\x0e-\x1f\x7f]/.exec(text);
  if (control === null) return text;
  const code = control[0].charCodeAt(0).toString(16).padStart(2, '0');
  throw new AssetError(
    name,
    t`Character ${control.index + 1} of the file is the control character ${code}: expected a text in UTF-8 or UTF-16`,
  );
}

/** Decodes a text file. Returns undefined if it is empty or not text. */
export function decodeIfText(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return undefined;
  try {
    return decodeTextFile(bytes, '');
  } catch (error) {
    if (error instanceof AssetError) return undefined;
    throw error;
  }
}

function decode(bytes: Uint8Array): string {
  const marked = MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte));
  const encoding = marked?.[1] ?? unmarkedUtf16(bytes);
  // TextDecoder removes the byte order mark.
  if (encoding !== undefined) return new TextDecoder(encoding).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * Detects UTF-16 without a byte order mark by the zeros in every other byte. The first 32
 * characters must be below 256, as in the header of every supported table.
 */
function unmarkedUtf16(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, Math.min(SAMPLE_BYTES, bytes.length - (bytes.length % 2)));
  const isZero = (parity: number) => (byte: number, index: number) => index % 2 !== parity || byte === 0;
  const isOther = (parity: number) => (byte: number, index: number) => index % 2 === parity || byte !== 0;
  if (sample.length === 0) return undefined;
  if (sample.every(isZero(1)) && sample.every(isOther(1))) return 'utf-16le';
  if (sample.every(isZero(0)) && sample.every(isOther(0))) return 'utf-16be';
  return undefined;
}
