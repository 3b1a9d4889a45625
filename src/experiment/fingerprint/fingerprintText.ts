import { BitReader, packBits } from './bitText';
import { digestText } from './digest';
import { DIGEST_BITS, type Fingerprint } from './fingerprint';

/** First character of every fingerprint: the version of its layout. */
const LAYOUT = '1';
const NAMES = Object.keys(DIGEST_BITS) as readonly (keyof typeof DIGEST_BITS)[];
/** Characters of all digests together. Each fills whole characters. */
const DIGEST_CHARS = NAMES.reduce((sum, name) => sum + DIGEST_BITS[name] / 6, 0);
/**
 * Letters of the check at the end. Programs that recognise links in a text take a `-` or `_` at
 * their end for punctuation.
 */
const CHECK_LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** Writes a fingerprint as in links: layout, digests, sums, and a character that checks the rest. */
export function formatFingerprint(fingerprint: Fingerprint): string {
  const digests = packBits(NAMES.map((name) => [fingerprint[name], DIGEST_BITS[name]] as const));
  const text = `${LAYOUT}${digests}${fingerprint.sums}`;
  return text + checkOf(text);
}

/** Reads a fingerprint. Throws SyntaxError for a text that is cut or changed. */
export function parseFingerprint(text: string): Fingerprint {
  const least = LAYOUT.length + DIGEST_CHARS + 1;
  if (!text.startsWith(LAYOUT)) {
    throw new SyntaxError(
      `Cannot read a fingerprint that starts with ${JSON.stringify(text.slice(0, 1))}: expected ${LAYOUT}, the layout that this version knows`,
    );
  }
  if (!/^[\w-]+$/.test(text) || text.length <= least || checkOf(text.slice(0, -1)) !== text.at(-1)) {
    throw new SyntaxError(
      `Cannot read the fingerprint: its last character does not fit the others, so it was cut or changed (${text.length} characters)`,
    );
  }
  const reader = new BitReader(text.slice(LAYOUT.length));
  const digests = Object.fromEntries(NAMES.map((name) => [name, reader.read(DIGEST_BITS[name])]));
  const sums = text.slice(LAYOUT.length + DIGEST_CHARS, -1);
  return { ...(digests as Record<keyof typeof DIGEST_BITS, number>), sums };
}

function checkOf(text: string): string {
  return CHECK_LETTERS[digestText(text, 5)]!;
}
