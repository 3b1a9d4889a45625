import { SpecError } from '../../core/errors';
import type { FaultSite } from '../../core/site/injection';
import { isDynamic } from '../../core/site/siteTensors';
import { wordBits } from '../../core/words/qformat';
import { settingError } from './settingError';

/** What the width of a site's words hangs on. */
export type WordSite = Pick<FaultSite, 'structures' | 'format' | 'activationFormat'>;

type BitPositions = FaultSite['bitPositions'];

/** Bits of the narrowest word among a site's structures: the bit positions that all of them have. */
export function narrowestWord({ structures, format, activationFormat }: WordSite): number {
  const widths = structures.map((structure) => wordBits(isDynamic(structure) ? activationFormat : format));
  return Math.min(...widths);
}

/** The chosen bit positions that every word of a site has, null when all may flip; empty where the words have none of them. */
export function bitPositionsWithin({
  bitPositions,
  ...site
}: WordSite & { readonly bitPositions: BitPositions }): BitPositions {
  if (bitPositions === null) return null;
  const narrowest = narrowestWord(site);
  return bitPositions.filter((plane) => plane < narrowest);
}

/**
 * Returns the bit positions of a site ascending, null when all bit positions may flip; throws SpecError for an empty list and for a plane that
 * is no whole number, named twice, or beyond the narrowest word.
 */
export function checkBitPositions({
  bitPositions,
  ...site
}: WordSite & { readonly bitPositions: BitPositions }): BitPositions {
  if (bitPositions === null) return null;
  const narrowest = narrowestWord(site);
  const wanted = `a bit position from 0, the top bit, to ${narrowest - 1}, the last of ${narrowest} bits`;
  if (bitPositions.length === 0) {
    throw new SpecError('bitPositions', `Cannot use an empty list of bit positions: expected ${wanted}`);
  }
  for (const [index, plane] of bitPositions.entries()) {
    const isPosition = Number.isInteger(plane) && plane >= 0 && plane < narrowest;
    if (!isPosition) throw settingError('bitPositions', 'bit position', plane, wanted);
    if (bitPositions.indexOf(plane) !== index) {
      throw settingError('bitPositions', 'bit position', plane, 'each position once');
    }
  }
  return bitPositions.toSorted((a, b) => a - b);
}

/** Reads `all`, or bit positions such as `0,1`; unchecked but for being whole numbers. Throws SpecError otherwise. */
export function parseBitPositions(text: string): BitPositions {
  if (text.trim() === 'all') return null;
  return text.split(',').map((part) => {
    if (/^\d{1,2}$/.test(part.trim())) return Number(part);
    throw settingError('bitPositions', 'bit position', part, 'all, or whole numbers from 0, the top bit');
  });
}

/** The text that `parseBitPositions` reads back: `all`, `0,1`. */
export function formatBitPositions(bitPositions: BitPositions): string {
  return bitPositions?.join(',') ?? 'all';
}
