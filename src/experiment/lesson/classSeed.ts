import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** A class, and the number of a student in it; null before the student has entered it. */
export interface ClassMember {
  readonly name: string;
  readonly student: number | null;
}

/** Reads the setting `class` of a link: `ml-2026` or `ml-2026:17`. Null for an empty one. */
export function classMember(text: string): ClassMember | null {
  if (text === '') return null;
  const [name, number] = text.split(':');
  return { name: name!, student: number === undefined ? null : Number(number) };
}

/**
 * Returns the seed of a student: the first 32 bits of the SHA-256 of `name:student`. Students of a
 * class get different fault patterns, and each gets the same ones on every device.
 */
export function classSeed(name: string, student: number): number {
  const digest = sha256(utf8ToBytes(`${name}:${student}`));
  return new DataView(digest.buffer, digest.byteOffset).getUint32(0);
}
