import { t } from '../../core/language/t';
import { settingError } from './settingError';

/** Returns `seed` if it is an unsigned 32-bit integer. Throws SpecError otherwise. */
export function checkSeed(seed: number): number {
  if (seed >>> 0 === seed && !Object.is(seed, -0)) return seed;
  throw settingError('seed', t`seed`, seed, t`an integer from 0 to 4294967295`);
}

/** Writes a seed as eight hex digits, as links and the page show it. */
export function formatSeed(seed: number): string {
  return seed.toString(16).padStart(8, '0');
}

/**
 * Reads a seed of `fewest` to 8 hex digits. Throws SyntaxError otherwise. Links require all 8,
 * because a truncated seed would be another seed. A field that a person types in allows fewer.
 */
export function parseSeed(text: string, fewest = 8): number {
  if (!/^[0-9a-fA-F]{1,8}$/.test(text) || text.length < fewest) {
    const wanted = fewest === 8 ? t`8 hex digits` : t`up to 8 hex digits`;
    throw new SyntaxError(t`Cannot parse seed ${JSON.stringify(text.slice(0, 40))}: expected ${wanted}`);
  }
  return checkSeed(Number.parseInt(text, 16));
}

/** Reads a seed in decimal, or in hexadecimal after 0x. Throws SpecError otherwise. */
export function readSeed(text: string): number {
  const digits = text.trim();
  if (/^(?:-?\d+|0x[0-9a-fA-F]{1,8})$/.test(digits)) return checkSeed(Number(digits));
  throw settingError('seed', t`seed`, text, t`an integer from 0 to 4294967295, or 0x and hex digits`);
}
