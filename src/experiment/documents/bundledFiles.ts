import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as z from 'zod/mini';
import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';

/** Most bytes of files that a bundle holds. */
export const MAX_BUNDLED_BYTES = 64e6;
/** Most files that a bundle holds: a set of recordings or photos has one for each sample. */
export const MAX_BUNDLED_FILES = 5000;

/** A file of the reader in a bundle. */
export interface BundledFile {
  readonly name: string;
  /** Digest of the content in hex. */
  readonly sha256: string;
  readonly base64: string;
}

/** The form of a file in a bundle. Its messages are in the language of the page. */
export function bundledFileForm() {
  const name = t`a file name of 1 to ${MAX_NAME_CHARS} characters`;
  const text = z.string(t`text`);
  return z.object(
    {
      name: z.string(name).check(z.minLength(1, name), z.maxLength(MAX_NAME_CHARS, name)),
      sha256: text,
      base64: text,
    },
    t`an object`,
  );
}

const MAX_NAME_CHARS = 255;

/** Name and content of a file. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Bytes that become text in one step: a multiple of 3, few enough for the arguments of a call. */
const STEP = 3 * 8192;

/** Writes a file as text with its digest. */
export function bundleFile({ name, bytes }: NamedBytes): BundledFile {
  let base64 = '';
  for (let start = 0; start < bytes.length; start += STEP)
    base64 += btoa(String.fromCharCode(...bytes.subarray(start, start + STEP)));
  return { name, sha256: bytesToHex(sha256(bytes)), base64 };
}

/** Reads what `bundleFile` wrote. Throws AssetError if the content is not that of its digest. */
export function readBundledFile({ name, sha256: wanted, base64 }: BundledFile, bundle: string): NamedBytes {
  const place = t`${bundle}, file ${name}`;
  let binary: string;
  try {
    binary = atob(base64);
  } catch (cause) {
    throw new AssetError(
      place,
      t`Its ${base64.length} characters are not base64: expected a file as it was saved`,
      { cause },
    );
  }
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const found = bytesToHex(sha256(bytes));
  if (found === wanted) return { name, bytes };
  throw new AssetError(
    place,
    t`The SHA-256 of its ${bytes.length} bytes is ${found.slice(0, 16)}…: expected ${wanted.slice(0, 16)}…. The file was cut or changed`,
  );
}
