import { t } from '../../core/language/t';
import { BitReader, packBits } from './bitText';
import { addCheck, withoutCheck } from './checkCharacter';
import { DIGEST_BITS, type Fingerprint } from './fingerprint';

/** First character of every fingerprint: the version of its layout. */
const LAYOUT = '1';
const NAMES = Object.keys(DIGEST_BITS) as readonly (keyof typeof DIGEST_BITS)[];
/** Characters of all digests together. Each fills whole characters. */
const DIGEST_CHARS = NAMES.reduce((sum, name) => sum + DIGEST_BITS[name] / 6, 0);

/** Writes a fingerprint as in links: layout, digests, sums, and a character that checks the rest. */
export function formatFingerprint(fingerprint: Fingerprint): string {
  const digests = packBits(NAMES.map((name) => [fingerprint[name], DIGEST_BITS[name]] as const));
  return addCheck(`${LAYOUT}${digests}${fingerprint.sums}`);
}

/** Reads a fingerprint. Throws SyntaxError or RangeError for a text that is cut or changed. */
export function parseFingerprint(text: string): Fingerprint {
  const packed = withoutCheck(text, LAYOUT, t`fingerprint`);
  const reader = new BitReader(packed);
  const digests = Object.fromEntries(NAMES.map((name) => [name, reader.read(DIGEST_BITS[name])]));
  return { ...(digests as Record<keyof typeof DIGEST_BITS, number>), sums: packed.slice(DIGEST_CHARS) };
}
