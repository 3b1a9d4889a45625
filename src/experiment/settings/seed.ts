import { settingError } from './settingError';

/** Returns `seed`, an unsigned 32-bit integer; throws SpecError otherwise. */
export function checkSeed(seed: number): number {
  if (seed >>> 0 === seed && !Object.is(seed, -0)) return seed;
  throw settingError('seed', 'seed', seed, 'an integer from 0 to 4294967295');
}

/** A seed as links and people read it: eight hex digits. */
export function formatSeed(seed: number): string {
  return seed.toString(16).padStart(8, '0');
}

/**
 * Reads a seed of 8 hex digits, or from `fewest` on for a person who types. A link takes all 8
 * alone: one that lost its end would name another seed. Throws SyntaxError otherwise.
 */
export function parseSeed(text: string, fewest = 8): number {
  if (!/^[0-9a-fA-F]{1,8}$/.test(text) || text.length < fewest) {
    const wanted = fewest === 8 ? '8 hex digits' : 'up to 8 hex digits';
    throw new SyntaxError(`Cannot parse seed ${JSON.stringify(text.slice(0, 40))}: expected ${wanted}`);
  }
  return checkSeed(Number.parseInt(text, 16));
}

/** Reads a seed in decimal, or in hex with 0x before it; throws SpecError otherwise. */
export function readSeed(text: string): number {
  const digits = text.trim();
  if (/^(?:-?\d+|0x[0-9a-fA-F]{1,8})$/.test(digits)) return checkSeed(Number(digits));
  throw settingError('seed', 'seed', text, 'an integer from 0 to 4294967295, or 0x and hex digits');
}
