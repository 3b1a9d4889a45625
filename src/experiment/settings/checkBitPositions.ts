import { SpecError } from '../../core/errors';
import { t } from '../../core/language/t';
import type { FaultSite } from '../../core/site/injection';
import { isDynamic } from '../../core/site/siteTensors';
import { wordBits } from '../../core/words/numberFormat';
import { settingError } from './settingError';

/** Fields of a site that decide the width of its words. */
export type WordSite = Pick<FaultSite, 'structures' | 'format' | 'activationFormat'>;

type BitPositions = FaultSite['bitPositions'];

/** Returns the width in bits of the narrowest word among a site's structures. */
export function narrowestWord({ structures, format, activationFormat }: WordSite): number {
  const widths = structures.map((structure) => wordBits(isDynamic(structure) ? activationFormat : format));
  return Math.min(...widths);
}

/**
 * Returns the chosen bit positions that every word of a site has; possibly none. Null when all bits
 * may flip.
 */
export function bitPositionsWithin({
  bitPositions,
  ...site
}: WordSite & { readonly bitPositions: BitPositions }): BitPositions {
  if (bitPositions === null) return null;
  const narrowest = narrowestWord(site);
  return bitPositions.filter((position) => position < narrowest);
}

/**
 * Returns the bit positions of a site in ascending order, or null when all bits may flip. Throws
 * SpecError for an empty list, and for a position that is not a whole number, occurs twice or lies
 * beyond the narrowest word.
 */
export function checkBitPositions({
  bitPositions,
  ...site
}: WordSite & { readonly bitPositions: BitPositions }): BitPositions {
  if (bitPositions === null) return null;
  const narrowest = narrowestWord(site);
  const wanted = t`a bit position from 0, the top bit, to ${narrowest - 1}, the last of ${narrowest} bits`;
  if (bitPositions.length === 0) {
    throw new SpecError('bitPositions', t`Cannot use an empty list of bit positions: expected ${wanted}`);
  }
  for (const [index, position] of bitPositions.entries()) {
    const isPosition = Number.isInteger(position) && position >= 0 && position < narrowest;
    if (!isPosition) throw settingError('bitPositions', t`bit position`, position, wanted);
    if (bitPositions.indexOf(position) !== index) {
      throw settingError('bitPositions', t`bit position`, position, t`each position once`);
    }
  }
  return bitPositions.toSorted((a, b) => a - b);
}

/**
 * Reads `all` as null, or bit positions such as `0,1`. Throws SpecError for anything but whole
 * numbers of at most two digits. `checkBitPositions` checks their range.
 */
export function parseBitPositions(text: string): BitPositions {
  if (text.trim() === 'all') return null;
  return text.split(',').map((part) => {
    if (/^\d{1,2}$/.test(part.trim())) return Number(part);
    throw settingError('bitPositions', t`bit position`, part, t`all, or whole numbers from 0, the top bit`);
  });
}

/** Writes bit positions as `parseBitPositions` reads them: `all`, `0,1`. */
export function formatBitPositions(bitPositions: BitPositions): string {
  return bitPositions?.join(',') ?? 'all';
}
