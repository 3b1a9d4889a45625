import { bytesToHex } from '@noble/hashes/utils.js';

/** File of one sample. */
interface HashedFile {
  readonly name: string;
  /** SHA-256 of the file. */
  readonly hash: Uint8Array;
}

/**
 * Sorts files by their SHA-256, and copies by their names. "The first 50" are then the same samples
 * under any names, and a mixture of classes.
 */
export function inOrderOfHash<File extends HashedFile>(files: readonly File[]): readonly File[] {
  return files
    .map((file) => ({ file, key: `${bytesToHex(file.hash)} ${file.name}` }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ file }) => file);
}
