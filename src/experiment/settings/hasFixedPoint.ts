import { isDynamic } from '../../core/site/siteTensors';
import { isFixedPoint } from '../../core/words/numberFormat';
import type { WordSite } from './checkBitPositions';

/** Returns true if words of a site are fixed-point, so that the encoding of their sign matters. */
export function hasFixedPoint({ structures, format, activationFormat }: WordSite): boolean {
  return structures.some((structure) => isFixedPoint(isDynamic(structure) ? activationFormat : format));
}
