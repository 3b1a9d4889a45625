import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Returns the first bits of the SHA-256 of a text, 1 to 31 of them, as a number. */
export function digestText(text: string, bits: number): number {
  const [a, b, c, d] = sha256(utf8ToBytes(text)) as unknown as [number, number, number, number];
  return (((a << 24) | (b << 16) | (c << 8) | d) >>> 0) >>> (32 - bits);
}
